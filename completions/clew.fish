# fish completion for clew; printed by `clew completions fish`.
complete -c clew -n __fish_use_subcommand -f -a ask
complete -c clew -n '__fish_seen_subcommand_from ask' -f -a 'new check draft goaml timeline'
complete -c clew -n __fish_use_subcommand -f -a backup
complete -c clew -n __fish_use_subcommand -f -a chart
complete -c clew -n __fish_use_subcommand -f -a check
complete -c clew -n __fish_use_subcommand -f -a compact
complete -c clew -n __fish_use_subcommand -f -a compare
complete -c clew -n __fish_use_subcommand -f -a completions
complete -c clew -n __fish_use_subcommand -f -a decide
complete -c clew -n __fish_use_subcommand -f -a decisions
complete -c clew -n '__fish_seen_subcommand_from decisions' -f -a 'list import export'
complete -c clew -n __fish_use_subcommand -f -a diff
complete -c clew -n __fish_use_subcommand -f -a export
complete -c clew -n __fish_use_subcommand -f -a find
complete -c clew -n __fish_use_subcommand -f -a forget
complete -c clew -n __fish_use_subcommand -f -a holdings
complete -c clew -n __fish_use_subcommand -f -a info
complete -c clew -n __fish_use_subcommand -f -a links
complete -c clew -n __fish_use_subcommand -f -a load
complete -c clew -n __fish_use_subcommand -f -a man
complete -c clew -n __fish_use_subcommand -f -a path
complete -c clew -n __fish_use_subcommand -f -a read-page
complete -c clew -n __fish_use_subcommand -f -a rules
complete -c clew -n '__fish_seen_subcommand_from rules' -f -a 'list show check try'
complete -c clew -n __fish_use_subcommand -f -a screen
complete -c clew -n __fish_use_subcommand -f -a show
complete -c clew -n __fish_use_subcommand -f -a source
complete -c clew -n __fish_use_subcommand -f -a trace
complete -c clew -n __fish_use_subcommand -f -a xref
complete -c clew -n '__fish_seen_subcommand_from load' -l into -d 'the store, a folder NAME.clew; made if it is not there' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l dataset -d 'name of the dataset (default: as the format says, else the file'\''s stem)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l version-name -d 'name of this version (default: the publisher'\''s, else its day)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l published-on -d 'day of publication, where the file does not say it' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l obtained -d 'how the files were obtained' -x -a 'official open leak unknown'
complete -c clew -n '__fish_seen_subcommand_from load' -l without -d 'properties or types of value to keep out, e.g. birthDate,address,phone; implies --sources reference' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l mapping -d 'a mapping (YAML) for CSV, JSON or YAML of your own' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l encoding -d 'of text that is not UTF-8 (default windows-1252)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l sources -d 'copy the originals into the store, or only note where they lie' -x -a 'keep reference'
complete -c clew -n '__fish_seen_subcommand_from load' -l threads -d 'reading threads (default: one a processor)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l memory-mb -d 'memory for statements on their way; what is more goes to disk (default 512)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from info' -l issues -d 'what was odd in a dataset, and what of it has no place in the model' -r
complete -c clew -n '__fish_seen_subcommand_from info' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from find' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from find' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from find' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from find' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from find' -l limit -d 'how many to show (default 20)' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from screen' -l topics -d 'only listed entities with one of these topics: sanction, role.pep, crime ...' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l listed-schema -d 'only listed entities of these kinds: Person, Organization, Vessel ...' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l listed-country -d 'only listed entities of these countries, by name or code' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l score-min -d 'show candidates from this score on (default 0.70)' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l limit -d 'how many candidates for each customer (default 10)' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l name -d 'one name to screen, in any script' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l birth-date -d 'the date of birth, or only the year' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l country -d 'nationality or country, by name or code' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l gender -d 'male or female' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l id -d 'passport, tax, registration or other number' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l schema -d 'what is screened: Person (default), Company, LegalEntity, Vessel' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l out -d 'write the answers there: .jsonl, a line for each customer; .csv, a row for each candidate' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l resume -d 'go on with a run into --out that was broken off, or begin it'
complete -c clew -n '__fish_seen_subcommand_from screen' -l map -d 'say what a column is, as in name=Kunde; none=COLUMN leaves it out' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l stream -d 'a JSON object a line on standard input, an answer a line at once, in order'
complete -c clew -n '__fish_seen_subcommand_from screen' -l threads -d 'screening threads (default: one a processor)' -r
complete -c clew -n '__fish_seen_subcommand_from read-page' -l url -d 'the address it was saved from; kept as you give it' -r
complete -c clew -n '__fish_seen_subcommand_from read-page' -l text -d 'print nothing but the story'
complete -c clew -n '__fish_seen_subcommand_from read-page' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from xref' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from xref' -l topics -d 'only listed entities with one of these topics: sanction, role.pep, crime ...' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l listed-schema -d 'only listed entities of these kinds: Person, Organization, Vessel ...' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l listed-country -d 'only listed entities of these countries, by name or code' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l score-min -d 'show candidates from this score on (default 0.70)' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l limit -d 'how many candidates for each customer (default 10)' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l left -d 'whose records are looked for' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l right -d 'where they are looked for; may be the same' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l pairs -d 'how many pairs to show (default 50)' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l out -d 'write all pairs there: .jsonl, with the evidence; or .csv' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l pairs -d 'a file of pairs, CSV or JSON lines; needs no store; - is standard input' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l left -d 'one name; needs no store' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l right -d 'the other name' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l schema -d 'of names and pairs that state none: Person (default), Company, Vessel' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l score-min -d 'the threshold (default 0.70)' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l json -d 'print JSON; of pairs one line each'
complete -c clew -n '__fish_seen_subcommand_from decide' -l why -d 'the reason, for whoever asks later' -r
complete -c clew -n '__fish_seen_subcommand_from decide' -l author -d 'who decides (default: the name of your account)' -r
complete -c clew -n '__fish_seen_subcommand_from decide' -l expires -d 'the day from which the question is open again' -r
complete -c clew -n '__fish_seen_subcommand_from decide' -l customers -d 'the customers'\'' file in which A (or B) is an id' -r
complete -c clew -n '__fish_seen_subcommand_from decide' -l map -d 'what a column of that file is, as for screen' -r
complete -c clew -n '__fish_seen_subcommand_from decide' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from list' -l json -d 'print a JSON line for each, with the hashes of the records'
complete -c clew -n '__fish_seen_subcommand_from export' -l output -d 'where to write (default: standard output)' -r
complete -c clew -n '__fish_seen_subcommand_from show' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from show' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from show' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from show' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from source' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from source' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from source' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from source' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from links' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from links' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from links' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from links' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from links' -l limit -d 'how many of those that point to it to show (default 200)' -r
complete -c clew -n '__fish_seen_subcommand_from diff' -l from -d 'name, number or day of the earlier version (default: the last but one)' -r
complete -c clew -n '__fish_seen_subcommand_from diff' -l to -d 'name, number or day of the later version (default: the last)' -r
complete -c clew -n '__fish_seen_subcommand_from diff' -l limit -d 'how many entities to show (default 20); all are counted' -r
complete -c clew -n '__fish_seen_subcommand_from diff' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from export' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from export' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from export' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from export' -l format -d 'ftm: FollowTheMoney'\''s entities, a line of JSON each; statements: its statements, CSV' -x -a 'ftm statements'
complete -c clew -n '__fish_seen_subcommand_from export' -l output -d 'where to write (default: standard output)' -r
complete -c clew -n '__fish_seen_subcommand_from trace' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from trace' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from trace' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from trace' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from trace' -l rule -d 'hold it against a rule, or against all' -r
complete -c clew -n '__fish_seen_subcommand_from trace' -l listed -d 'ask for listed persons, together where the rule adds them up'
complete -c clew -n '__fish_seen_subcommand_from holdings' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from holdings' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from holdings' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from holdings' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from path' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from path' -l k -d 'how many paths, the shortest first (default 3)' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l hub-degree -d 'who has more neighbours is a hub (default 100)' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l through-hubs -d 'walk through hubs too'
complete -c clew -n '__fish_seen_subcommand_from path' -l at-any-time -d 'links of any day, not only those that hold at once'
complete -c clew -n '__fish_seen_subcommand_from chart' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from chart' -l output -d 'where to draw it (-o): a name that ends in .svg, .html or .pdf' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l rule -d 'say below the chart what a rule, or all, make of it' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l siblings -d 'boxes for the owners of one company; the rest is folded into one (default 8)' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l boxes -d 'boxes in all (default 40)' -r
complete -c clew -n '__fish_seen_subcommand_from check' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from compact' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from backup' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from forget' -l reason -d 'why, for the tombstone: the law, the decision, its date' -r
complete -c clew -n '__fish_seen_subcommand_from forget' -l approver -d 'who approved it' -r
complete -c clew -n '__fish_seen_subcommand_from forget' -l try -d 'say what would be erased, and write nothing'
complete -c clew -n '__fish_seen_subcommand_from forget' -l list -d 'list what was erased, why and by whom approved'
complete -c clew -n '__fish_seen_subcommand_from forget' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from new' -l type -d 'what is asked for' -x -a 'extradition provisional_arrest mla freeze confiscate investigate return spontaneous fiu alert'
complete -c clew -n '__fish_seen_subcommand_from new' -l from -d 'code of the state that asks' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l to -d 'code of the state that is asked' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from check' -l outgoing -d 'the sheet that may leave the office: protected facts were never there'
complete -c clew -n '__fish_seen_subcommand_from check' -l as -d 'whose eyes look at it; else what the file says' -x -a 'sender receiver'
complete -c clew -n '__fish_seen_subcommand_from check' -l profile -d 'rights-first (the default policy) or weighing' -r
complete -c clew -n '__fish_seen_subcommand_from check' -l on -d 'the day it is looked at; else the file'\''s' -r
complete -c clew -n '__fish_seen_subcommand_from check' -l format -d 'how the sheet is written' -x -a 'text json html pdf brief'
complete -c clew -n '__fish_seen_subcommand_from check' -l all -d 'every rule with its facts, also the clear ones'
complete -c clew -n '__fish_seen_subcommand_from check' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from draft' -l format -d 'how the draft is written' -x -a 'text html'
complete -c clew -n '__fish_seen_subcommand_from draft' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from goaml' -l schema -d 'the receiving unit'\''s own schema, an .xsd file' -r
complete -c clew -n '__fish_seen_subcommand_from goaml' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from try' -l over -d 'a request, or a folder of requests' -r
complete -c clew -n '__fish_seen_subcommand_from completions' -l shell -d 'the shell to complete for (default bash)' -x -a 'bash zsh fish'
