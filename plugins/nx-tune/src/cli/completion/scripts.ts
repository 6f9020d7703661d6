/** The shells that have a completion script. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/**
 * The script that a shell reads once. Whenever a word is completed, it asks the `nx-tune` of the present workspace, and gets
 * lines of a value and, after a tab, a few words about it. The `--` keeps words with a dash from being options. npx is used
 * only if `nx-tune` is not on the path, since it takes as long again.
 */
export const completionScript = (shell: Shell): string => scripts[shell];

const scripts: Readonly<Record<Shell, string>> = {
  bash: `# eval "$(npx nx-tune completion bash)"
_nx_tune() {
  local first=1 IFS=$'\\n' run=(npx --no-install nx-tune)
  type -P nx-tune > /dev/null && run=(nx-tune)
  [[ \${COMP_WORDS[0]} == npx ]] && first=2
  [[ $first == 2 && \${COMP_WORDS[1]} != nx-tune ]] && return
  ((COMP_CWORD < first)) && return
  COMPREPLY=($("\${run[@]}" __complete -- "\${COMP_WORDS[@]:first:COMP_CWORD-first+1}" 2> /dev/null | cut -f1))
}
complete -o default -F _nx_tune nx-tune npx
`,
  zsh: `# eval "$(npx nx-tune completion zsh)"
_nx_tune() {
  local first=2 line
  local -a found run=(npx --no-install nx-tune)
  (( $+commands[nx-tune] )) && run=(nx-tune)
  if [[ $words[1] == npx ]]; then
    [[ $words[2] == nx-tune ]] || { _default; return }
    first=3
  fi
  for line in "\${(@f)$($run __complete -- "\${(@)words[first,CURRENT]}" 2> /dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe 'nx-tune' found
}
compdef _nx_tune nx-tune npx
`,
  fish: `# npx nx-tune completion fish | source
function __nx_tune_complete
  set -l words (commandline -opc) (commandline -ct)
  test $words[1] = npx; and set -e words[1]
  test "$words[1]" = nx-tune; or return
  if command -q nx-tune
    nx-tune __complete -- $words[2..-1] 2> /dev/null
  else
    npx --no-install nx-tune __complete -- $words[2..-1] 2> /dev/null
  end
end
complete -c nx-tune -f -a '(__nx_tune_complete)'
complete -c npx -n 'contains nx-tune (commandline -opc)' -f -a '(__nx_tune_complete)'
`,
};
