import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { run } from './run.js';

/** A cluster of one node on loopback: Slurm's own daemons, without root's files and without cgroups. */
export interface SlurmCluster {
  /** The environment of commands that are to find it. */
  readonly env: { readonly SLURM_CONF: string };
  close(): Promise<void>;
}

/** True if Debian's `slurm-wlm` and `munge` are here. Their daemons are where root looks for them. */
export const hasSlurm = (): boolean =>
  ['sbatch', 'slurmctld', 'slurmd', 'munged'].every((command) => {
    try {
      execFileSync('which', [command], { env: { PATH: path }, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });

const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

export async function startSlurm(cpus: number): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-slurm-'));
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o600 });
  const ports = [await freePort(), await freePort()] as const;
  const conf = join(folder, 'slurm.conf');
  writeFileSync(conf, configuration(folder, ports, cpus));
  const daemons: ChildProcess[] = [];
  const start = (command: string, ...args: readonly string[]): void =>
    void daemons.push(
      spawn(command, [...args], { env: { ...process.env, PATH: path, SLURM_CONF: conf }, stdio: 'ignore' }),
    );
  const inFolder = (name: string): string => join(folder, name);
  start(
    'munged',
    '--foreground',
    '--force',
    `--key-file=${inFolder('munge.key')}`,
    `--socket=${inFolder('munge.socket')}`,
    `--pid-file=${inFolder('munged.pid')}`,
    `--log-file=${inFolder('munged.log')}`,
    `--seed-file=${inFolder('munge.seed')}`,
  );
  start('slurmctld', '-D', '-c');
  start('slurmd', '-D', '-N', 'node');
  const env = { ...process.env, PATH: path, SLURM_CONF: conf };
  const isUp = async (): Promise<boolean> =>
    (await run('sinfo', ['--noheader', '--format=%t'], { cwd: folder, env })).output.trim() === 'idle';
  const close = async (): Promise<void> => {
    const ended = daemons.map((daemon) => new Promise((resolve) => daemon.once('exit', resolve)));
    for (const daemon of daemons) if (daemon.exitCode === null) daemon.kill('SIGTERM');
    await Promise.all(ended.filter((_, index) => daemons[index]?.exitCode === null));
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; !(await isUp()); attempt++) {
    if (attempt > 300) throw new Error(`Slurm does not start:\n${logs(folder)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { env: { SLURM_CONF: conf }, close };
}

const logs = (folder: string): string =>
  ['munged.log', 'slurmctld.log', 'slurmd.log']
    .map((name) => {
      try {
        return readFileSync(join(folder, name), 'utf8');
      } catch {
        return `${name} is not there\n`;
      }
    })
    .join('');

function configuration(folder: string, [controller, node]: readonly [number, number], cpus: number): string {
  const user = userInfo().username;
  const inFolder = (name: string): string => join(folder, name);
  return [
    'ClusterName=tests',
    `SlurmctldHost=${hostname().split('.')[0] ?? ''}(127.0.0.1)`,
    `SlurmUser=${user}`,
    `SlurmdUser=${user}`,
    'AuthType=auth/munge',
    `AuthInfo=socket=${inFolder('munge.socket')}`,
    `SlurmctldPort=${controller}`,
    `SlurmdPort=${node}`,
    `StateSaveLocation=${inFolder('state')}`,
    `SlurmdSpoolDir=${inFolder('spool')}`,
    `SlurmctldPidFile=${inFolder('slurmctld.pid')}`,
    `SlurmdPidFile=${inFolder('slurmd.pid')}`,
    `SlurmctldLogFile=${inFolder('slurmctld.log')}`,
    `SlurmdLogFile=${inFolder('slurmd.log')}`,
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'JobAcctGatherType=jobacct_gather/none',
    'AccountingStorageType=accounting_storage/none',
    'MpiDefault=none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    'SchedulerParameters=sched_interval=1,batch_sched_delay=0',
    'ReturnToService=2',
    `NodeName=node NodeHostname=${hostname().split('.')[0] ?? ''} NodeAddr=127.0.0.1 CPUs=${cpus} State=UNKNOWN`,
    'PartitionName=main Nodes=node Default=YES MaxTime=INFINITE State=UP',
    '',
  ].join('\n');
}

/** A port that nobody listens on; another program could take it in the moment before Slurm does. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
