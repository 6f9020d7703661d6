# Runs before the commands of a page, so that they use what is installed and download nothing.
npx() {
  local bin
  bin="$(npm prefix)/node_modules/.bin/$1"
  shift
  case ${DOCS_WARM:+$bin} in
    */nx | */nx-tune) node "$DOCS_ASK" "$bin" "$@" ;;
    *) "$bin" "$@" ;;
  esac
}
npm() {
  case $1 in
    prefix) local folder=$PWD; until [ -e "$folder/package.json" ] || [ "$folder" = / ]; do folder=$(dirname "$folder"); done; echo "$folder" ;;
    # The packages of the lock file are installed already.
    ci) ;;
    install) shift; "${DOCS_INSTALL:-linked}" "$@" ;;
    *) command npm "$@" ;;
  esac
}
# What npm installed from the same packages into another workspace, as hard links: that takes no time.
linked() {
  cp -al "$DOCS_BASE/node_modules" . && cp "$DOCS_BASE/package-lock.json" .
  node -e '
    const { readFileSync, writeFileSync } = require("node:fs");
    const [base, ...words] = process.argv.slice(1);
    const { devDependencies } = JSON.parse(readFileSync(`${base}/package.json`, "utf8"));
    const own = JSON.parse(readFileSync("package.json", "utf8"));
    const names = words.filter((word) => !word.startsWith("-"));
    own.devDependencies = Object.fromEntries(names.map((name) => [name, devDependencies[name]]));
    writeFileSync("package.json", `${JSON.stringify(own, null, 2)}\n`);
  ' "$DOCS_BASE" "$@"
}
# What a user does: `npm run test:docs` sets DOCS_INSTALL to it.
downloaded() {
  command npm install --prefer-offline --no-audit --no-fund $(packed "$@")
}
# The packed packages in the place of those of the registry, and the version of Nx that the repository has.
packed() {
  local word
  for word; do
    case $word in
      nx-tune) echo "$DOCS_TARBALLS"/nx-tune*.tgz ;;
      nx) echo "nx@$DOCS_NX" ;;
      @nx/devkit) echo "$word@$DOCS_DEVKIT" ;;
      *) echo "$word" ;;
    esac
  done
}
export GIT_AUTHOR_NAME=you GIT_AUTHOR_EMAIL=you@example.com GIT_COMMITTER_NAME=you GIT_COMMITTER_EMAIL=you@example.com
set -euo pipefail
