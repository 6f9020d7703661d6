#!/usr/bin/env node
// npm links this file when it installs, before a workspace has compiled what it runs.
require('../dist/cli/main.js');
