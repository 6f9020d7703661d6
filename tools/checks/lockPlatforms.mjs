const folder = 'node_modules/';

/** A lock's `packages` in which every optional dependency has an entry, and the paths of those that are new. */
export function addPlatforms(packages) {
  const absent = Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isFound(packages, path, name))
      .map(([name, version]) => [siblingPath(path, name), platformEntry(name, version, entry)]),
  );
  const sorted = Object.entries({ ...packages, ...Object.fromEntries(absent) }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { packages: Object.fromEntries(sorted), added: absent.map(([path]) => path) };
}

/** Node's own rule: the package's node_modules, then that of each folder above. */
function isFound(packages, path, name) {
  for (let above = path; ; above = above.slice(0, Math.max(0, above.lastIndexOf('/')))) {
    if (packages[`${above === '' ? '' : `${above}/`}${folder}${name}`] !== undefined) return true;
    if (above === '') return false;
  }
}

const siblingPath = (path, name) => `${path.slice(0, path.lastIndexOf(folder) + folder.length)}${name}`;

/** The platform is part of the name: `@oxlint/binding-linux-arm64-musl`. Without it npm would fetch every platform's. */
function platformEntry(name, version, { dev, peer }) {
  const words = name.split(/[-/]/);
  const os = words.find((word) => ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'].includes(word));
  const cpu = words.find((word) => /^(arm|arm64|ia32|loong64|ppc64|riscv64|s390x|wasm32|x64)$/.test(word));
  const libc = /(gnu|musl)/.exec(words.at(-1) ?? '')?.[0];
  if (cpu === undefined || !/^\d+\.\d+\.\d+\S*$/.test(version))
    throw new Error(`${name}@${version} is no platform's binary: add it to the lock by hand`);
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(os === 'linux' && libc && cpu !== 'arm' && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }),
    optional: true,
    ...(os && { os: [os] }),
    ...(peer && { peer }),
  };
}
