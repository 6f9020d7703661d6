import { paramsAccess } from '../../../src/generators/sweep/paramsAccess.js';

const args = '${args}';
const accessOf = (path: string, text: string): unknown => {
  const access = paramsAccess(path, [text]);
  return access.kind === 'arguments' ? [access.macro, access.by] : access.kind;
};

test.each([
  ['import argparse', [args, 'argparse']],
  ['from argparse import ArgumentParser', [args, 'argparse']],
  ['import argparse\nparser.add_argument("--fast", action="store_true")', ['${args_no_boolean_flags}', 'argparse']],
  ['import click\n@click.option("--fast", is_flag=True)', ['${args_no_boolean_flags}', 'click']],
  ['    import fire', [args, 'fire']],
  ['import os, sys, argparse', [args, 'argparse']],
  ['from absl import app, flags', [args, 'absl']],
  ['import typer', [args, 'typer']],
  ['import hydra\nimport sys\nprint(sys.argv)', ['${args_no_hyphens}', 'hydra']],
  ['from hydra.core import x', ['${args_no_hyphens}', 'hydra']],
  ['import sys\nrate = float(sys.argv[1])', [args, 'sys.argv']],
  ['from sys import argv', [args, 'sys.argv']],
  ['from transformers import HfArgumentParser', [args, 'HfArgumentParser']],
  ['import os\nos.environ["TUNE_PARAMS"]', 'environment'],
  ["import os\nopen(os.getenv('TUNE_PARAMS_FILE'))", 'environment'],
  ['import argparse, os\nos.environ["TUNE_PARAMS"]', 'environment'],
  ['import argparse\nimport os\nos.environ["TUNE_SEED"]', [args, 'argparse']],
  ['import os\nos.environ["TUNE_SEED"]', 'environment'],
  ['import argparse_extras', 'unknown'],
  ['"""Uses TUNE_PARAMS,\nimport argparse\n"""', 'unknown'],
  ['x = 1  # sys.argv and TUNE_PARAMS', 'unknown'],
  ['', 'unknown'],
])('of a script in Python: %j', (text, access) => expect(accessOf('train.py', text)).toEqual(access));

test.each([
  ["import { program } from 'commander';", [args, 'commander']],
  ["const yargs = require('yargs/yargs');", [args, 'yargs']],
  ["import { parseArgs } from 'node:util';", [args, 'parseArgs']],
  ['const [, , rate] = process.argv;', [args, 'process.argv']],
  ["import { argv } from 'node:process';", [args, 'process.argv']],
  ["import minimist from 'minimist';", [args, 'minimist']],
  ['JSON.parse(process.env.TUNE_PARAMS)', 'environment'],
  ["process.env['TUNE_SEED']", 'environment'],
  ['// process.argv\n/* TUNE_PARAMS */', 'unknown'],
  ["import x from './commander.js';", 'unknown'],
])('of a script in JavaScript: %j', (text, access) => expect(accessOf('fit.mjs', text)).toEqual(access));

test.each([
  ['fit.sh', 'echo "$1"', [args, 'its arguments']],
  ['fit.sh', 'echo "$TUNE_PARAMS"', 'environment'],
  ['fit.R', 'commandArgs(trailingOnly = TRUE)', [args, 'commandArgs']],
  ['fit.jl', 'rate = ARGS[1]', [args, 'ARGS']],
  ['bin/fit', 'TUNE_PARAMS', 'environment'],
  ['bin/fit', '\u0000', 'unknown'],
])('of another: %s with %j', (path, text, access) => expect(accessOf(path, text)).toEqual(access));
