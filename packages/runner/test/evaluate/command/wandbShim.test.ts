import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { JsonObject } from '@nx-tune/search';

import { createCommandEvaluator } from '../../../src/evaluate/command/commandEvaluator.js';
import type { Evaluation } from '../../../src/model/evaluation.js';
import { createTask, writeFile } from '../../support/createTask.js';
import { failedBy } from '../../support/failedBy.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const projectDir = temporaryFolder();
const evaluator = createCommandEvaluator();
afterAll(() => evaluator.close());

interface Tried extends Evaluation {
  /** The files that the program left in the folder for its files. */
  readonly left: readonly string[];
  readonly dir: string;
}

let programs = 0;

/** Runs a program with our `wandb` as a trial with these params. */
async function run(program: string, params: JsonObject = { lr: 0.1, epochs: 3 }): Promise<Tried> {
  const name = `program${++programs}.py`;
  const objective = { kind: 'command', command: ['python3', name], wandb: 'shim' } as const;
  const task = createTask(projectDir, { objective, files: { [name]: program } }, { params });
  const evaluation = await evaluator.evaluate(task);
  const dir = join(task.trialDir, 'artifacts');
  return { ...evaluation, dir, left: (readdirSync(dir, { recursive: true }) as string[]).toSorted() };
}

const completed = { kind: 'completed' };

(hasPython ? describe : describe.skip)('a program that calls wandb (needs python3)', () => {
  it('arguments of argparse are the defaults of the config, and the params of the trial win', async () => {
    const program = `import argparse
import wandb

def train(config):
    loss = 1.0
    for epoch in range(config.epochs):
        loss *= 1 - config.lr
        wandb.log({"epoch": epoch, "train": {"loss": loss}})

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.5)
parser.add_argument("--epochs", type=int, default=99)
parser.add_argument("--momentum", type=float, default=0.9)
args = parser.parse_args([])
wandb.init(project="digits", entity="team", config=args)
wandb.config.update(args)
train(wandb.config)
wandb.log({"momentum": wandb.config["momentum"], "rate": wandb.config.get("lr")})
`;
    const { outcome, metrics, curve, output, left } = await run(program);
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({ epoch: 2, 'train.loss': 0.9 * 0.9 * 0.9, momentum: 0.9, rate: 0.1 });
    expect(curve.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    expect(curve[0]?.metrics).toEqual({ epoch: 0, 'train.loss': 0.9 });
    expect(output).toBe(
      "wandb: config item 'lr' stays what the sweep has chosen\nwandb: config item 'epochs' stays what the sweep has chosen\n",
    );
    expect(left).toEqual(['curve.jsonl', 'metrics.json']);
  });

  it('a run is a context manager, and nested params merge into nested defaults', async () => {
    const program = `import json
import wandb

defaults = {"optimizer": {"name": "sgd", "momentum": 0.9}, "seed": 7}
with wandb.init(config=defaults) as run:
    config = run.config
    assert config.optimizer == {"name": "adam", "momentum": 0.9}, config
    assert dict(config) == config.as_dict() == {"optimizer": config["optimizer"], "seed": 7}
    assert "seed" in config and json.dumps(dict(**config))
    try:
        config.seed = 8
    except wandb.Error as error:
        assert "allow_val_change" in str(error)
    config.update({"seed": 8}, allow_val_change=True)
    assert wandb.run is run and wandb.config is config
    run.log({"seed": config.seed})
assert wandb.run is None
try:
    wandb.log({"late": 1})
    raise AssertionError
except wandb.Error:
    pass
`;
    const { outcome, metrics } = await run(program, { optimizer: { name: 'adam' } });
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({ seed: 8 });
  });

  it('a value that is not JSON becomes in the config what W&B makes of it', async () => {
    const program = `import argparse
import dataclasses
import enum
import pathlib
import wandb

@dataclasses.dataclass
class Options:
    rate: float = 0.5
    sizes: tuple = (1, 2)

class Kind(enum.Enum):
    big = 1

config = wandb.init(config=Options()).config
assert dict(config) == {"rate": 0.5, "sizes": [1, 2], "lr": 0.1, "epochs": 3}, config
config.update(argparse.Namespace(path=pathlib.PurePosixPath("a/b"), kind=Kind.big, call=dataclasses.fields, inner=Options()))
config["--flag"] = {1}
config.setdefaults({"rate": 1, "new": None})
assert config.path == "a/b" and config.kind == "big" and config.call == "dataclasses.fields" and config.flag == [1]
assert config.inner == {"rate": 0.5, "sizes": [1, 2]} and config.rate == 0.5 and config.new is None
wandb.log({"ok": True})
`;
    expect(await run(program)).toMatchObject({ outcome: completed, metrics: { ok: 1 } });
  });

  it('define_metric and the summary decide which value is a metric', async () => {
    const program = `import wandb

run = wandb.init()
wandb.define_metric("epoch")
wandb.define_metric("*", step_metric="epoch")
wandb.define_metric("loss", summary="min")
wandb.define_metric("acc", summary="best", goal="maximize")
wandb.define_metric("both", summary="max,mean")
wandb.define_metric("val/*", summary="max")
run.define_metric("hidden", summary="none")
for value in (3.0, 1.0, 2.0):
    wandb.log({"epoch": 1, "loss": value, "acc": value, "both": value, "val/f1": value, "hidden": 1, "last": value})
assert run.summary["loss"]["min"] == 1 and wandb.summary["last"] == 2
run.summary["last"] = 5
run.summary.update({"score": {"max": 0.5}})
wandb.run.summary.note = "a text"
assert run.summary["score"]["max"] == 0.5 and run.summary.get("none") is None
assert "hidden" not in run.summary and "loss" in run.summary.keys()
`;
    const { outcome, metrics } = await run(program);
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({
      epoch: 1,
      loss: 1,
      'loss.min': 1,
      acc: 3,
      'acc.best': 3,
      both: 2,
      'both.max': 3,
      'both.mean': 2,
      'val/f1': 3,
      'val/f1.max': 3,
      last: 5,
      'score.max': 0.5,
    });
  });

  it('steps: what is logged without commit or for one step is one report, and what comes late is left out', async () => {
    const program = `import wandb

run = wandb.init()
class Tensor:
    value = 1
    def item(self):
        return self.value

tensor = Tensor()
wandb.log({"a": tensor}, commit=False)
tensor.value = 2
wandb.log({"b": 1})
assert run.step == 1
wandb.log({"a": 2}, step=10)
wandb.log({"b": 2}, step=10)
wandb.log({"a": 3}, step=11, commit=True)
wandb.log({"a": 4}, step=5)
wandb.log({"a": 4}, step=6)
wandb.log({"c": 1}, commit=False)
`;
    const { curve, metrics, output } = await run(program);
    expect(curve).toEqual([
      { step: 0, metrics: { a: 1, b: 1 } },
      { step: 10, metrics: { a: 2, b: 2 } },
      { step: 11, metrics: { a: 3 } },
      { step: 12, metrics: { c: 1 } },
    ]);
    expect(metrics).toEqual({ a: 3, b: 2, c: 1 });
    expect(output).toBe('wandb: step 5 is less than the current step 12: left out, as W&B does\n');
  });

  it('only numbers are metrics: those of libraries count, and media are left out with one note', async () => {
    const program = `import fractions
import wandb

class Tensor:
    """As NumPy and PyTorch have it."""
    def __init__(self, *values):
        self.values = values
    def item(self):
        (value,) = self.values
        return value
    def numpy(self):
        return self

wandb.init()
wandb.watch(object(), log="all")
table = wandb.Table(columns=["a"], data=[[1]])
table.add_data(2)
for _ in range(2):
    wandb.log({
        "tensor": Tensor(0.5), "vector": Tensor(1, 2), "list": [1], "yes": True, "exact": fractions.Fraction(1, 4),
        "nan": float("nan"), "up": float("inf"), "text": "x", "nothing": None, "big": 10**400,
        "image": wandb.Image("a.png", caption="x"), "table": table, "bars": wandb.Histogram([1, 2]),
        "chart": wandb.plot.line(table, "a", "a"),
    })
`;
    const { outcome, metrics, output } = await run(program);
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({ tensor: 0.5, yes: 1, exact: 0.25, nan: 'NaN', up: 'Infinity', big: 'Infinity' });
    expect(output.split('\n')).toEqual([
      "wandb: values that are not one number such as 'vector' are left out: metrics are numbers",
      "wandb: images, tables, charts and other media such as 'image' are left out: metrics are numbers",
      '',
    ]);
  });

  it('init returns the run that goes on; with reinit a new one begins, whose curve counts, and metrics of both stay', async () => {
    const program = `import wandb

first = wandb.init(config={"fold": 0})
assert wandb.init() is first
wandb.log({"fold0": 1})
second = wandb.init(reinit=True, config={"fold": 1})
assert second is not first and second.config.fold == 1
wandb.log({"fold1": 2}, step=0)
wandb.finish()
third = wandb.init()
third.summary["mean"] = 1.5
third.finish()
`;
    const { metrics, curve, left } = await run(program);
    expect(metrics).toEqual({ fold0: 1, fold1: 2, mean: 1.5 });
    expect(curve).toEqual([{ step: 0, metrics: { fold1: 2 } }]);
    expect(left).toEqual(['curve.jsonl', 'metrics.json']);
  });

  it.each([
    ['raise ValueError("why")', failedBy(/ValueError: why/)],
    ['sys.exit(3)', failedBy(/exit code 3/)],
    ['sys.exit(0)', completed],
    [
      'wandb.finish(exit_code=1)',
      failedBy(/logged no number with wandb\.log, marked its run as failed, or exited before/),
    ],
    // The crash of a run that the program goes on after.
    [
      'run.__exit__(ValueError, None, None)',
      failedBy(/logged no number with wandb\.log, marked its run as failed, or exited before/),
    ],
  ])('a run that fails leaves its curve and no metrics: %s', async (end, outcome) => {
    const program = `import sys\nimport wandb\nprint("begun", flush=True)\nrun = wandb.init()\nwandb.log({"loss": 1})\n${end}\n`;
    const tried = await run(program);
    expect(tried.outcome).toEqual(outcome);
    expect(tried.curve).toEqual([{ step: 0, metrics: { loss: 1 } }]);
  });

  it('a run has the id of the trial and a folder for files, which are kept', async () => {
    const program = `import os
import wandb

run = wandb.init(name="mine", group="g", tags=["a"], notes="n", job_type="train", mode="offline", resume="allow",
                 id=wandb.util.generate_id(), settings=wandb.Settings(start_method="thread"))
assert run.id == os.environ["TUNE_TRIAL_ID"] == os.environ["WANDB_RUN_ID"] and os.environ["WANDB_SWEEP_ID"]
assert (run.name, run.group, run.tags, run.notes, run.job_type) == ("mine", "g", ("a",), "n", "train")
wandb.login()
wandb.alert(title="t", text="text")
with open(os.path.join(wandb.run.dir, "model.pt"), "w") as file:
    file.write("weights")
wandb.save(os.path.join(run.dir, "model.pt"))
os.makedirs("made", exist_ok=True)
with open("made/last.txt", "w") as file:
    file.write("first")
wandb.save("made/*.txt")
with open("made/last.txt", "w") as file:
    file.write("last")
artifact = wandb.Artifact("model", type="model")
artifact.add_dir("made")
wandb.log_artifact(artifact)
wandb.log({"loss": 1})
`;
    const { outcome, left, dir } = await run(program);
    expect(outcome).toEqual(completed);
    const files = ['wandb/artifacts/model/last.txt', 'wandb/made/last.txt', 'wandb/model.pt'];
    const folders = ['wandb', 'wandb/artifacts', 'wandb/artifacts/model', 'wandb/made'];
    expect(left).toEqual(['curve.jsonl', 'metrics.json', ...folders, ...files].toSorted());
    expect(readFileSync(join(dir, 'wandb/made/last.txt'), 'utf8')).toBe('last');
  });

  it('one of several processes writes: copies of it, ranks above 0 and disabled runs do not', async () => {
    const program = `import multiprocessing
import os
import subprocess
import sys
import wandb

def child():
    wandb.log({"copy": 1})
    os.environ.update(RANK="1", WORLD_SIZE="2")
    run = wandb.init()
    assert run.config.lr == 0.1
    run.log({"rank": 1})

if __name__ == "__main__":
    with wandb.init(mode="disabled") as run:
        run.log({"disabled": 1})
        assert os.path.isdir(run.dir)
    run = wandb.init()
    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    assert process.exitcode == 0
    subprocess.check_call([sys.executable, "-c", "import wandb; wandb.init(); wandb.log({'other': 1})"])
    wandb.log({"loss": 1})
`;
    const { outcome, metrics, curve, output, left } = await run(program);
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({ loss: 1 });
    expect(curve).toEqual([{ step: 0, metrics: { loss: 1 } }]);
    expect(output).toBe(
      [
        'wandb: only the process that called wandb.init can log: what others log is left out',
        'wandb: rank 1 logs nothing: rank 0 does',
        'wandb: another process of this trial logs already: what this one logs is left out',
        '',
      ].join('\n'),
    );
    expect(left).toEqual(['curve.jsonl', 'metrics.json']);
  });

  it('a process that another one starts may be the one that logs', async () => {
    const program = `import multiprocessing
import wandb

def train():
    wandb.init()
    wandb.log({"loss": 1})

if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=train)
    process.start()
    process.join()
`;
    expect(await run(program)).toMatchObject({ outcome: completed, metrics: { loss: 1 } });
  });

  const refusals: readonly (readonly [line: string, message: RegExp])[] = [
    ['wandb.sweep({}, project="p")', /UsageError: wandb\.sweep: .*tune\.yaml/],
    ['wandb.agent("id", function=print)', /UsageError: wandb\.agent: .*call the training function itself/],
    ['wandb.Api().runs("p")', /UsageError: wandb\.Api: .*"inputs"/],
    ['wandb.init().use_artifact("a:latest")', /UsageError: use_artifact: .*"inputs"/],
    ['wandb.beta', /AttributeError: wandb\.beta: .*"wandb: shim"/],
    ['wandb.init().beta', /AttributeError: run\.beta: .*"wandb: shim"/],
    ['from wandb.xgboost import WandbCallback', /ModuleNotFoundError: wandb\.xgboost: .*wandb\.log instead/],
    ['from wandb import lightgbm', /ModuleNotFoundError: wandb\.lightgbm: .*wandb\.log instead/],
    ['wandb.config.lr', /Error: call wandb\.init\(\) before wandb\.config\['lr'\]/],
    ['wandb.init().config.lrr', /AttributeError: wandb\.config has no 'lrr'/],
    ['wandb.init().log(1)', /TypeError: wandb\.log takes a dictionary/],
    [
      'wandb.init().define_metric("loss", summary="median")',
      /Error: define_metric: no summary 'median'; there are min/,
    ],
  ];

  it('a missing function explains what to do', async () => {
    const program = `import wandb

for line in ${JSON.stringify(refusals.map(([line]) => line))}:
    try:
        exec(line)
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))
    wandb.finish()
`;
    const { output } = await run(program);
    const said = output.trimEnd().split('\n');
    expect(said).toEqual(refusals.map(([, message]) => expect.stringMatching(message) as unknown));
  });

  it('loggers of libraries find what they ask for: a version that is installed, types, and errors', async () => {
    const program = `import importlib.metadata
assert tuple(map(int, importlib.metadata.version("wandb").split("."))) >= (0, 12, 10)
import wandb
from wandb.sdk.lib import RunDisabled
from wandb.sdk.lib.config_util import ConfigError
from wandb.wandb_run import Run

def log(run: wandb.sdk.wandb_run.Run):
    assert isinstance(run, (Run, RunDisabled)) and issubclass(ConfigError, wandb.Error)
    run._label(code="a_logger")
    run.define_metric("trainer/global_step")
    run.define_metric("*", step_metric="trainer/global_step", step_sync=True)
    run.config.update({"lr": 0.5, "layers": 2}, allow_val_change=True)
    run.save()
    wandb.sklearn.plot_roc([1], [1])
    run.log({"loss": 1, "trainer/global_step": 49})

wandb.require("service")
log(wandb.init(name=None, project="lightning_logs", dir=".", id=None, resume="allow", anonymous=None))
assert wandb.config.lr == 0.1 and wandb.config._items["layers"] == 2
`;
    const { outcome, metrics } = await run(program);
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({ loss: 1, 'trainer/global_step': 49 });
  });

  it('the callbacks of Keras log what they are told', async () => {
    writeFile(
      join(projectDir, 'keras/callbacks.py'),
      'class Callback:\n    model = None\n\nclass ModelCheckpoint(Callback):\n    pass\n',
    );
    writeFile(join(projectDir, 'keras/__init__.py'), 'from . import callbacks\n');
    const program = `import types
import keras
import wandb
from wandb.integration.keras import WandbMetricsLogger
from wandb.keras import WandbCallback

wandb.init()
for callback in (WandbCallback(monitor="val_acc"), WandbMetricsLogger(), WandbMetricsLogger(log_freq=2)):
    optimizer = types.SimpleNamespace(learning_rate=0.5 if wandb.run.step else lambda step: 0.25)
    callback.model = types.SimpleNamespace(optimizer=optimizer)
    for epoch, value in enumerate((0.5, 0.75, 0.25)):
        if hasattr(callback, "on_train_batch_end"):
            callback.on_train_batch_end(epoch, {"loss": value})
        if getattr(callback, "log_freq", None) is None:
            callback.on_epoch_end(epoch, {"val_acc": value})
`;
    const { outcome, metrics, curve } = await run(program);
    expect(outcome).toEqual(completed);
    expect(metrics).toEqual({
      epoch: 2,
      val_acc: 0.25,
      best_val_acc: 0.75,
      best_epoch: 1,
      'epoch/epoch': 2,
      'epoch/val_acc': 0.25,
      'epoch/learning_rate': 0.5,
      'batch/batch_step': 2,
      'batch/loss': 0.25,
      'batch/learning_rate': 0.5,
    });
    expect(curve).toHaveLength(8);
  });

  it('ours comes before one that is installed, and only if the sweep asks for it', async () => {
    writeFile(join(projectDir, 'site/wandb/__init__.py'), 'raise Exception("the real one")\n');
    const objective = { kind: 'command', command: ['python3', '-c', 'import wandb; print(1)'] } as const;
    const tried = (changes: { readonly wandb?: 'shim' }): Promise<Evaluation> => {
      const env = { PYTHONPATH: join(projectDir, 'site') };
      return evaluator.evaluate(
        createTask(projectDir, { objective: { ...objective, ...changes }, files: {} }, { env }),
      );
    };
    expect((await tried({})).outcome).toEqual(failedBy(/the real one/));
    expect((await tried({ wandb: 'shim' })).outcome).toEqual(completed);
  });
});
