"""Watches which files a Python process reads, and writes their paths into the log of the trial that it belongs to.

Python imports this module when it starts, since its folder stands first on PYTHONPATH. Then it lets the module of the same name
run that Python would have found otherwise. Nothing in it may fail or print.
"""


def _watch():
    import json
    import os
    import re
    import sys

    log = os.environ.get("NX_TUNE_WITNESS_LOG")
    if not log:
        return
    own = os.path.dirname(os.path.abspath(__file__))
    parts = ("lib", "lib64", "bin", "include", "share", "Lib", "DLLs", "Scripts", "pyvenv.cfg")
    prefixes = {os.path.abspath(path) for path in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    installed = tuple(os.path.join(prefix, part) for prefix in prefixes for part in parts)
    known = set()
    made = set()
    state = {"busy": False}

    def write(kind, path):
        state["busy"] = True
        try:
            descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                os.write(descriptor, (json.dumps([kind, path]) + "\n").encode())
            finally:
                os.close(descriptor)
        except OSError:
            pass
        finally:
            state["busy"] = False

    def is_installed(path):
        return any(path == part or path.startswith(part + os.sep) for part in installed)

    def note(kind, path):
        if isinstance(path, int) or path is None:
            return
        path = os.path.abspath(os.fsdecode(path))
        if path.startswith(own) or is_installed(path):
            return
        folder, name = os.path.split(path)
        if kind == "read" and name.endswith(".pyc") and os.path.basename(folder) == "__pycache__":
            path = os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")
        if (kind, path) in known or (kind == "read" and path in made):
            return
        # What was read first is no product; what is not there cannot be read.
        if (kind == "made" and ("read", path) in known) or (kind == "read" and not os.path.isfile(path)):
            return
        known.add((kind, path))
        if kind == "made":
            made.add(path)
        write(kind, path)

    def opened(path, mode, flags):
        flags = flags or 0
        emptied = bool(flags & os.O_TRUNC) or bool(flags & os.O_CREAT and flags & os.O_EXCL)
        appended = bool(flags & os.O_APPEND) or bool(flags & os.O_CREAT)
        if emptied or (mode is not None and ("w" in mode or "x" in mode)):
            note("made", path)
        elif appended and not isinstance(path, int) and not os.path.exists(path):
            note("made", path)
        elif not flags & os.O_WRONLY:
            note("read", path)

    def imports():
        frame = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename == __file__:
            frame = frame.f_back
        return frame is not None and is_finder(frame.f_code.co_filename)

    def is_finder(file):
        """Whether a module looks through the folders of sys.path for modules, or for the versions of packages."""
        named = {"importlib", "importlib_metadata", "pkg_resources"}
        return file.startswith("<frozen importlib") or not named.isdisjoint(os.path.dirname(file).split(os.sep))

    def urllib_path(uri):
        from urllib.parse import unquote

        return unquote(uri[len("file:") :].split("?")[0].split("#")[0])

    def is_question(words):
        return bool(words) and words[0] in ("--version", "--help", "-V", "-v", "-h")

    def interpreter(program, rest):
        name = os.path.basename(program)
        kind = "node" if name == "node" else "python" if re.match(r"python[\d.]*$", name) else None
        if kind is not None and not is_question(rest):
            if os.path.exists(program) if os.sep in program else shutil_which(program):
                write("started", kind)

    def shutil_which(program):
        return any(os.path.exists(os.path.join(folder, program)) for folder in os.environ.get("PATH", "").split(os.pathsep))

    special = re.compile(r"[*?]|\[[^\]]+\]")

    def is_pattern(word):
        """Whether a shell may replace a word by the names of files."""
        return special.search(word) is not None and re.search(r"[^\W\d_]|/", word) is not None and "$" not in word

    def list_for(path):
        """Notes the folder in which a shell looks for what a pattern matches, if anything does."""
        names = os.path.abspath(path).split(os.sep)
        first = next(index for index, name in enumerate(names) if special.search(name))
        base = os.sep.join(names[:first]) or os.sep
        state["busy"] = True
        try:
            found = os.listdir(base) if os.path.isdir(base) else []
        finally:
            state["busy"] = False
        parts = re.split(r"(\[[^\]]+\]|[*?])", names[first])
        kinds = {"*": ".*", "?": "."}
        texts = [kinds.get(part) or (part.replace("[!", "[^") if index % 2 else re.escape(part)) for index, part in enumerate(parts)]
        if any(re.fullmatch("".join(texts), name) for name in found):
            note("listed", base if first == len(names) - 1 else os.path.join(base, "**"))

    def child(words, cwd):
        """Notes what the words of a command name, since a program that cannot be watched may read it."""
        words = [words] if isinstance(words, (str, bytes)) else list(words or [])
        words = [os.fsdecode(word) for word in words]
        start = os.fsdecode(cwd) if cwd else os.getcwd()
        parts = {part for word in words for part in (word, *re.split(r"[\s'\"`;|&<>()=,]+", word))}
        parts = [part for part in parts if part and not part.startswith("-") and "\0" not in part]
        # A command may change to a folder that it names.
        folders = [start] + [path for path in (os.path.join(start, part) for part in parts) if os.path.isdir(path)]
        for path in {os.path.join(folder, part) for folder in folders for part in parts}:
            if os.path.isfile(path):
                note("read", path)
        if words and os.path.basename(words[0]) in ("sh", "bash", "dash", "zsh", "ksh") and "-c" in words:
            for path in {os.path.join(folder, part) for folder in folders for part in parts if is_pattern(part)}:
                list_for(path)
            starts = r"(?:^|[;&|(\n]|\bexec\s)\s*(?:\w+=\S*\s+)*([^\s;&|()'\"$]+)(?:\s+(\S+))?"
            for program, argument in re.findall(starts, words[-1]):
                interpreter(program, [argument])
        elif words:
            interpreter(words[0], words[1:])

    def hook(event, args):
        if state["busy"]:
            return
        try:
            if event == "open":
                opened(*args)
            elif event in ("os.listdir", "os.scandir"):
                if not imports():
                    note("listed", args[0] if args[0] is not None else ".")
            elif event == "import":
                note("read", args[1])
            elif event in ("ctypes.dlopen", "sqlite3.connect"):
                name = os.fsdecode(args[0]) if args[0] else ""
                if name.startswith("file:"):
                    name = urllib_path(name)
                if name:
                    note("read", name)
            elif event == "subprocess.Popen":
                child(args[1], args[2])
            elif event == "os.system":
                child(["sh", "-c", os.fsdecode(args[0])], None)
            elif event in ("os.exec", "os.posix_spawn"):
                child(args[1], None)
            elif event == "os.readlink":
                note("read", args[0])
            elif event in ("os.rename", "os.link"):
                note("read", args[0])
                note("made", args[1])
        except Exception as error:  # noqa: BLE001
            write("blind", repr(error))

    write("watched", "python")
    sys.addaudithook(hook)


def _chain():
    import importlib.machinery
    import importlib.util
    import os
    import sys

    own = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != own]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


try:
    _watch()
except Exception:  # noqa: BLE001
    pass
_chain()
