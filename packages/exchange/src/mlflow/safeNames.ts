/** Names, and those that replace them in MLflow. */
interface SafeNames {
  of(name: string): string;
  notices(what: string): readonly string[];
}

/**
 * Chooses names that MLflow allows: letters, digits, `_`, `-`, `.` and blanks. Each name is a file, so none may be a folder,
 * and no two may differ only in case.
 */
export function safeNames(names: readonly string[]): SafeNames {
  const taken = new Set<string>();
  const safe = new Map<string, string>();
  for (const name of new Set(names)) {
    const plain =
      name
        .slice(0, 200)
        .replace(/[^\p{L}\p{N}_.\- ]/gu, '_')
        .replace(/^[. ]+|[. ]+$/g, '_') || '_';
    let free = plain;
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${plain}_${count}`;
    taken.add(free.toLowerCase());
    safe.set(name, free);
  }
  return {
    of: (name) => safe.get(name) ?? name,
    notices: (what) =>
      [...safe].flatMap(([name, free]) =>
        name === free
          ? []
          : [
              `${what} ${JSON.stringify(name)} is written as ${JSON.stringify(free)}, since MLflow does not allow its name`,
            ],
      ),
  };
}
