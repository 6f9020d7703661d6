/** Grows binary trees and forgets most of them, and prints the CPU time that this took, garbage collection included. */
const [rounds, depth, kept] = [100, 14, 6];

const grow = (levels) =>
  levels === 0 ? { left: null, right: null } : { left: grow(levels - 1), right: grow(levels - 1) };
const count = ({ left, right }) => (left === null ? 1 : 1 + count(left) + count(right));

const forest = [];
let nodes = 0;
for (let round = 0; round < rounds; round++) {
  const tree = grow(depth);
  nodes += count(tree);
  if (round % 4 === 0) forest.push(tree);
  if (forest.length > kept) forest.shift();
}

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMs: Math.round((user + system) / 100) / 10, nodes }));
