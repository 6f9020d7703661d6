# Runs before the commands of a page, so that they use what is installed and download nothing.
npx() {
  local name=$1
  shift
  "$(npm prefix)/node_modules/.bin/$name" "$@"
}
npm() {
  case $1 in
    prefix) local folder=$PWD; until [ -e "$folder/package.json" ] || [ "$folder" = / ]; do folder=$(dirname "$folder"); done; echo "$folder" ;;
    # The packages of the lock file are installed already.
    ci) ;;
    install) shift; command npm install --prefer-offline --no-audit --no-fund $(packed "$@") ;;
    *) command npm "$@" ;;
  esac
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
