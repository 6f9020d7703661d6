"""What the user should know goes to standard error, since the last line of standard output may be the result."""

import sys

REMEDY = 'nx-tune runs this program with a wandb of its own ("wandb: shim" in the sweep file)'

_said = set()


def note(text, kind=None):
    """Says each kind of thing once: a training loop would repeat it at every step."""
    if (kind or text) in _said:
        return
    _said.add(kind or text)
    print("wandb: " + text, file=sys.stderr, flush=True)


def refused(name, remedy="It is not part of it: leave the call out."):
    """The text of an error about something that this wandb does not have."""
    return "{}: {}. {}".format(name, REMEDY, remedy)
