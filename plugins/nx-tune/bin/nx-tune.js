#!/usr/bin/env node
// npm links this file when it installs, before a workspace has compiled what it runs.
const { isPlugNPlay, plugNPlayProblem } = require('../dist/plugNPlay.js');
if (isPlugNPlay()) {
  process.stderr.write(`${plugNPlayProblem}\n`);
  process.exitCode = 1;
} else require('../dist/cli/main.js');
