# bash completion for clew; printed by `clew completions bash`.
_clew() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W "ask backup chart check compact compare completions decide decisions diff export find forget holdings info links load man path read-page rules screen show source trace xref" -- "$current")); return; fi
  case $command in
    ask) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "new check draft goaml timeline" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    decisions) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "list import export" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
    rules) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W "list show check try" -- "$current")); return; fi
       command="$command ${COMP_WORDS[2]}" ;;
  esac
  case "$command $previous" in
    "load --obtained") COMPREPLY=($(compgen -W "official open leak unknown" -- "$current")); return ;;
    "load --sources") COMPREPLY=($(compgen -W "keep reference" -- "$current")); return ;;
    "export --format") COMPREPLY=($(compgen -W "ftm statements" -- "$current")); return ;;
    "ask new --type") COMPREPLY=($(compgen -W "extradition provisional_arrest mla freeze confiscate investigate return spontaneous fiu alert" -- "$current")); return ;;
    "ask check --as") COMPREPLY=($(compgen -W "sender receiver" -- "$current")); return ;;
    "ask check --format") COMPREPLY=($(compgen -W "text json html pdf brief" -- "$current")); return ;;
    "ask draft --format") COMPREPLY=($(compgen -W "text html" -- "$current")); return ;;
    "completions --shell") COMPREPLY=($(compgen -W "bash zsh fish" -- "$current")); return ;;
  esac
  if [[ $current == -* ]]; then
    case $command in
      "load") COMPREPLY=($(compgen -W "--help --into --dataset --version-name --published-on --obtained --without --mapping --encoding --sources --threads --memory-mb --json" -- "$current")) ;;
      "info") COMPREPLY=($(compgen -W "--help --issues --json" -- "$current")) ;;
      "find") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --limit" -- "$current")) ;;
      "screen") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --topics --listed-schema --listed-country --score-min --limit --name --birth-date --country --gender --id --schema --out --resume --map --stream --threads" -- "$current")) ;;
      "read-page") COMPREPLY=($(compgen -W "--help --url --text --json" -- "$current")) ;;
      "xref") COMPREPLY=($(compgen -W "--help --valid-on --known-on --json --topics --listed-schema --listed-country --score-min --limit --left --right --pairs --out" -- "$current")) ;;
      "compare") COMPREPLY=($(compgen -W "--help --pairs --left --right --schema --score-min --valid-on --known-on --datasets --json" -- "$current")) ;;
      "decide") COMPREPLY=($(compgen -W "--help --why --author --expires --customers --map --json" -- "$current")) ;;
      "decisions list") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "decisions import") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "decisions export") COMPREPLY=($(compgen -W "--help --output" -- "$current")) ;;
      "show") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json" -- "$current")) ;;
      "source") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json" -- "$current")) ;;
      "links") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --limit" -- "$current")) ;;
      "diff") COMPREPLY=($(compgen -W "--help --from --to --limit --json" -- "$current")) ;;
      "export") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --format --output" -- "$current")) ;;
      "trace") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --rule --listed" -- "$current")) ;;
      "holdings") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json" -- "$current")) ;;
      "path") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --k --hub-degree --through-hubs --at-any-time" -- "$current")) ;;
      "chart") COMPREPLY=($(compgen -W "--help --valid-on --known-on --datasets --json --output --rule --siblings --boxes" -- "$current")) ;;
      "check") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "compact") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "backup") COMPREPLY=($(compgen -W "--help --json" -- "$current")) ;;
      "forget") COMPREPLY=($(compgen -W "--help --reason --approver --try --list --json" -- "$current")) ;;
      "ask new") COMPREPLY=($(compgen -W "--help --type --from --to --output" -- "$current")) ;;
      "ask check") COMPREPLY=($(compgen -W "--help --outgoing --as --profile --on --format --all --output" -- "$current")) ;;
      "ask draft") COMPREPLY=($(compgen -W "--help --format --output" -- "$current")) ;;
      "ask goaml") COMPREPLY=($(compgen -W "--help --schema --output" -- "$current")) ;;
      "ask timeline") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "rules list") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "rules show") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "rules check") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "rules try") COMPREPLY=($(compgen -W "--help --over" -- "$current")) ;;
      "man") COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
      "completions") COMPREPLY=($(compgen -W "--help --shell" -- "$current")) ;;
    esac
    return
  fi
  COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _clew clew
