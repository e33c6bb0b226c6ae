# fish completion for clew; printed by `clew completions fish`.
complete -c clew -n __fish_use_subcommand -f -a ask
complete -c clew -n '__fish_seen_subcommand_from ask' -f -a 'new check draft goaml timeline'
complete -c clew -n __fish_use_subcommand -f -a backup
complete -c clew -n __fish_use_subcommand -f -a case
complete -c clew -n '__fish_seen_subcommand_from case' -f -a 'new list show admit add-source state grade contest correct withdraw supersede status propose approve seal unseal erase quarantine custody review expire note sign-in request open reporter'
complete -c clew -n __fish_use_subcommand -f -a changes
complete -c clew -n __fish_use_subcommand -f -a chart
complete -c clew -n __fish_use_subcommand -f -a check
complete -c clew -n __fish_use_subcommand -f -a compact
complete -c clew -n __fish_use_subcommand -f -a compare
complete -c clew -n __fish_use_subcommand -f -a completions
complete -c clew -n __fish_use_subcommand -f -a decide
complete -c clew -n __fish_use_subcommand -f -a decisions
complete -c clew -n '__fish_seen_subcommand_from decisions' -f -a 'list import export'
complete -c clew -n __fish_use_subcommand -f -a desk
complete -c clew -n '__fish_seen_subcommand_from desk' -f -a 'new officer info'
complete -c clew -n __fish_use_subcommand -f -a diff
complete -c clew -n __fish_use_subcommand -f -a export
complete -c clew -n __fish_use_subcommand -f -a find
complete -c clew -n __fish_use_subcommand -f -a flags
complete -c clew -n __fish_use_subcommand -f -a forget
complete -c clew -n __fish_use_subcommand -f -a holdings
complete -c clew -n __fish_use_subcommand -f -a info
complete -c clew -n __fish_use_subcommand -f -a links
complete -c clew -n __fish_use_subcommand -f -a load
complete -c clew -n __fish_use_subcommand -f -a log
complete -c clew -n '__fish_seen_subcommand_from log' -f -a 'audit proof verify consistency'
complete -c clew -n __fish_use_subcommand -f -a man
complete -c clew -n __fish_use_subcommand -f -a new-key
complete -c clew -n __fish_use_subcommand -f -a officials
complete -c clew -n __fish_use_subcommand -f -a pack
complete -c clew -n __fish_use_subcommand -f -a path
complete -c clew -n __fish_use_subcommand -f -a read-page
complete -c clew -n __fish_use_subcommand -f -a rules
complete -c clew -n '__fish_seen_subcommand_from rules' -f -a 'list show check try'
complete -c clew -n __fish_use_subcommand -f -a screen
complete -c clew -n __fish_use_subcommand -f -a serve
complete -c clew -n __fish_use_subcommand -f -a serve-key
complete -c clew -n __fish_use_subcommand -f -a show
complete -c clew -n __fish_use_subcommand -f -a sign
complete -c clew -n __fish_use_subcommand -f -a source
complete -c clew -n __fish_use_subcommand -f -a stamp
complete -c clew -n __fish_use_subcommand -f -a subject
complete -c clew -n __fish_use_subcommand -f -a trace
complete -c clew -n __fish_use_subcommand -f -a tune
complete -c clew -n __fish_use_subcommand -f -a verify
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
complete -c clew -n '__fish_seen_subcommand_from load' -l threads -d 'reading threads (default: one for each processor)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l memory-mb -d 'memory for statements on their way; what is more goes to disk (default 512)' -r
complete -c clew -n '__fish_seen_subcommand_from load' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from info' -l issues -d 'what was odd in a dataset, and what of it has no place in the model' -r
complete -c clew -n '__fish_seen_subcommand_from info' -l sources -d 'list every source, not the first 12'
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
complete -c clew -n '__fish_seen_subcommand_from screen' -l model -d 'weigh by the numbers of this file instead of data/match/model.yaml' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l name -d 'one name to screen, in any script' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l birth-date -d 'the date of birth, or only the year' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l country -d 'nationality or country, by name or code' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l gender -d 'male or female' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l id -d 'passport, tax, registration or other number' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l schema -d 'what is screened: Person (default), Company, LegalEntity, Vessel' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l out -d 'write the answers there: .jsonl, a line for each customer; .csv, a row for each candidate' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l resume -d 'go on with a run into --out that was broken off, or begin it'
complete -c clew -n '__fish_seen_subcommand_from screen' -l map -d 'say what a column is, as in name=Kunde; none=COLUMN leaves it out' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l encoding -d 'of customers in CSV that are no UTF-8: windows-1251, koi8-r, iso-8859-5' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l stream -d 'one JSON object per line on standard input, one line of answer at once, in order'
complete -c clew -n '__fish_seen_subcommand_from screen' -l changed -d 'only what the lists changed between two days: who became a candidate, who ceased to be one' -r
complete -c clew -n '__fish_seen_subcommand_from screen' -l threads -d 'screening threads (default: one for each processor)' -r
complete -c clew -n '__fish_seen_subcommand_from read-page' -l url -d 'the address it was saved from; kept as you give it' -r
complete -c clew -n '__fish_seen_subcommand_from read-page' -l store -d 'look in this store for who they could be' -r
complete -c clew -n '__fish_seen_subcommand_from read-page' -l with-speakers -d 'look for those who speak or write, too'
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
complete -c clew -n '__fish_seen_subcommand_from xref' -l model -d 'weigh by the numbers of this file instead of data/match/model.yaml' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l left -d 'whose records are looked for' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l right -d 'where they are looked for; may be the same' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l pairs -d 'how many pairs to show (default 50)' -r
complete -c clew -n '__fish_seen_subcommand_from xref' -l out -d 'write all pairs there: .jsonl, with the evidence; or .csv' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l pairs -d 'a file of pairs, CSV or JSON lines; needs no store; - is standard input' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l left -d 'one name; needs no store' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l right -d 'the other name' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l encoding -d 'of a file of pairs in CSV that is no UTF-8: windows-1251, koi8-r' -r
complete -c clew -n '__fish_seen_subcommand_from compare' -l model -d 'weigh by the numbers of this file instead of data/match/model.yaml' -r
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
complete -c clew -n '__fish_seen_subcommand_from tune' -l pairs -d 'decided pairs instead, as for clew compare, with a column judgement' -r
complete -c clew -n '__fish_seen_subcommand_from tune' -l model -d 'other weights than those in use, to be tried' -r
complete -c clew -n '__fish_seen_subcommand_from tune' -l score-min -d 'another threshold than the model'\''s' -r
complete -c clew -n '__fish_seen_subcommand_from tune' -l schema -d 'of pairs that state none (default Person)' -r
complete -c clew -n '__fish_seen_subcommand_from tune' -l sample -d 'how many pairs below the line to draw (default 20)' -r
complete -c clew -n '__fish_seen_subcommand_from tune' -l report -d 'write a validation report there, Markdown' -r
complete -c clew -n '__fish_seen_subcommand_from tune' -l json -d 'print JSON'
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
complete -c clew -n '__fish_seen_subcommand_from trace' -l output -d 'write the companies that listed persons own as a dataset to load (without COMPANY)' -r
complete -c clew -n '__fish_seen_subcommand_from trace' -l family -d 'hold relatives and associates against the rule together, too; needs --why'
complete -c clew -n '__fish_seen_subcommand_from trace' -l why -d 'the reason for it, shown with each such verdict' -r
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
complete -c clew -n '__fish_seen_subcommand_from path' -l through-claims -d 'walk claims that two are the same, too; each path says on how many it rests'
complete -c clew -n '__fish_seen_subcommand_from path' -l roles -d 'links in this order, such as "owner*" or ">owner* director": roles owner, votes, control, director, agent, nominee, nominator, trust, member, family, claim, address, other, any; | between several; * any number, + at least one, ? none or one; > the way the link points, < against it' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l during -d 'all links hold at once on some day within, such as 2015-01-01..2016-12-31' -r
complete -c clew -n '__fish_seen_subcommand_from path' -l in-order -d 'each link holds on a day not before that of the link before it, from FROM to TO'
complete -c clew -n '__fish_seen_subcommand_from path' -l at-any-time -d 'links of any day, not only those that hold at once'
complete -c clew -n '__fish_seen_subcommand_from chart' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from chart' -l output -d 'where to draw it (-o): a name that ends in .svg, .html or .pdf' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l rule -d 'say below the chart what a rule, or all, make of it' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l siblings -d 'boxes for the owners of one company; the rest is folded into one (default 8)' -r
complete -c clew -n '__fish_seen_subcommand_from chart' -l boxes -d 'boxes in all (default 40)' -r
complete -c clew -n '__fish_seen_subcommand_from flags' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from flags' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from flags' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from flags' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from flags' -l kind -d 'only these flags (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from flags' -l about -d 'only what concerns this company or person' -r
complete -c clew -n '__fish_seen_subcommand_from flags' -l limit -d 'how many of each flag to show, the weightiest first (default 5)' -r
complete -c clew -n '__fish_seen_subcommand_from changes' -l from -d 'the earlier day' -r
complete -c clew -n '__fish_seen_subcommand_from changes' -l to -d 'the later day' -r
complete -c clew -n '__fish_seen_subcommand_from changes' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from changes' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from officials' -l valid-on -d 'only what held in the world on that day' -r
complete -c clew -n '__fish_seen_subcommand_from officials' -l known-on -d 'as it was published by that day' -r
complete -c clew -n '__fish_seen_subcommand_from officials' -l datasets -d 'only these datasets (default: all)' -r
complete -c clew -n '__fish_seen_subcommand_from officials' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from officials' -l why -d 'why relatives without a role of their own are needed; it is printed with them' -r
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
complete -c clew -n '__fish_seen_subcommand_from check' -l printed -d 'in json: the hash of the PDF as it is made here, and the libraries and fonts it depends on'
complete -c clew -n '__fish_seen_subcommand_from check' -l all -d 'every rule with its facts, also the clear ones'
complete -c clew -n '__fish_seen_subcommand_from check' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from draft' -l format -d 'how the draft is written' -x -a 'text html'
complete -c clew -n '__fish_seen_subcommand_from draft' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from goaml' -l schema -d 'the receiving unit'\''s own schema, an .xsd file' -r
complete -c clew -n '__fish_seen_subcommand_from goaml' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from timeline' -l json -d 'as JSON'
complete -c clew -n '__fish_seen_subcommand_from list' -l what -d 'rules, or a table beside them' -x -a 'rules treaties authorities instruments profiles'
complete -c clew -n '__fish_seen_subcommand_from list' -l json -d 'every column, as JSON'
complete -c clew -n '__fish_seen_subcommand_from try' -l over -d 'a request, or a folder of requests' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l node -d 'the name of this office in its logs, such as arvenia.example/desk' -r
complete -c clew -n '__fish_seen_subcommand_from officer' -l name -d 'the officer'\''s name' -r
complete -c clew -n '__fish_seen_subcommand_from officer' -l role -d 'what the officer may do' -x -a 'officer second_officer supervisor auditor defence_reader'
complete -c clew -n '__fish_seen_subcommand_from officer' -l passphrase-file -d 'a file with the passphrase that is to lock the key; else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from officer' -l public-key -d 'the officer keeps the key elsewhere (clew new-key): its public key, to test signatures by' -r
complete -c clew -n '__fish_seen_subcommand_from officer' -l leaves -d 'the officer leaves; what was signed stays'
complete -c clew -n '__fish_seen_subcommand_from info' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from new' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l title -d 'what the case is about' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l id -d 'your file number: small letters, digits, - _ and .; else a random one, which nobody can guess' -r
complete -c clew -n '__fish_seen_subcommand_from new' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from list' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from list' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from list' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from show' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from show' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from show' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from show' -l notices -d 'say who received an export and must be told of a correction or objection since'
complete -c clew -n '__fish_seen_subcommand_from show' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from admit' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from admit' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from admit' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from admit' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from add-source' -l from -d 'where it came from: an address, an office, a person'\''s role' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l how -d 'how it was taken: saved by a browser, handed over, seized' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l obtained -d 'how it was obtained' -x -a 'official open leak unknown'
complete -c clew -n '__fish_seen_subcommand_from add-source' -l kind -d 'court, register, bank, contract, official, expert, testimony, open, press or leak: as in requests; without it the source carries no element' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l retrieved-at -d 'when it was taken, as far as known: 2026-11-24 or 2026-11-24T10:00:00Z' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l by -d 'who took it; else the officer' -r
complete -c clew -n '__fish_seen_subcommand_from add-source' -l id -d 'its name in the case; else src-1, src-2 ...' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from state' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l says -d 'the sentence, as the source states it' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l source -d 'the source it rests on' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l kind -d 'what the source states, or what you conclude' -x -a 'fact assessment'
complete -c clew -n '__fish_seen_subcommand_from state' -l place -d 'where in the source: page, line, record' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l date -d 'the date of what is stated' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l about -d 'the entity it is about' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l schema -d 'the entity'\''s schema, as in FollowTheMoney' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l property -d 'the property stated' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l value -d 'its value' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l element -d 'the element of the offence it goes to' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l speaker -d 'who is quoted, where the source quotes somebody' -r
complete -c clew -n '__fish_seen_subcommand_from state' -l id -d 'its name in the case; else s-1, s-2 ...' -r
complete -c clew -n '__fish_seen_subcommand_from grade' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from grade' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from grade' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from grade' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from grade' -l reason -d 'why' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from contest' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l says -d 'what is objected, corrected or why it is withdrawn' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l by -d 'who says so' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l value -d 'the value as it should be' -r
complete -c clew -n '__fish_seen_subcommand_from contest' -l source -d 'the source that says so' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from correct' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l says -d 'what is objected, corrected or why it is withdrawn' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l by -d 'who says so' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l value -d 'the value as it should be' -r
complete -c clew -n '__fish_seen_subcommand_from correct' -l source -d 'the source that says so' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l says -d 'what is objected, corrected or why it is withdrawn' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l by -d 'who says so' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l value -d 'the value as it should be' -r
complete -c clew -n '__fish_seen_subcommand_from withdraw' -l source -d 'the source that says so' -r
complete -c clew -n '__fish_seen_subcommand_from supersede' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from supersede' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from supersede' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from supersede' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from supersede' -l with -d 'the statement that stands instead' -r
complete -c clew -n '__fish_seen_subcommand_from supersede' -l says -d 'why' -r
complete -c clew -n '__fish_seen_subcommand_from supersede' -l by -d 'who says so' -r
complete -c clew -n '__fish_seen_subcommand_from status' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from status' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from status' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from status' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from status' -l person -d 'the person' -r
complete -c clew -n '__fish_seen_subcommand_from status' -l status -d 'as the procedure has it' -x -a 'sought suspected charged convicted_not_final convicted_final acquitted discontinued cleared delisted'
complete -c clew -n '__fish_seen_subcommand_from status' -l source -d 'the source that says so' -r
complete -c clew -n '__fish_seen_subcommand_from status' -l on -d 'since when' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from propose' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l action -d 'what a second officer is to approve' -x -a 'export unseal erase alert freezing_request quarantine merge_persons relatives_batch'
complete -c clew -n '__fish_seen_subcommand_from propose' -l reason -d 'why' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l recipient -d 'of an export, an alert, a freezing request: for whom' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l entries -d 'of an erasure: the entries, such as 3,4' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l source -d 'of a quarantine: the source whose quarantine is lifted' -r
complete -c clew -n '__fish_seen_subcommand_from propose' -l id -d 'its name in the case; else p-1, p-2 ...' -r
complete -c clew -n '__fish_seen_subcommand_from approve' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from approve' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from approve' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from approve' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from seal' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from seal' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from seal' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from seal' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from seal' -l reason -d 'why' -r
complete -c clew -n '__fish_seen_subcommand_from unseal' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from unseal' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from unseal' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from unseal' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from unseal' -l reason -d 'why' -r
complete -c clew -n '__fish_seen_subcommand_from unseal' -l proposal -d 'the approved proposal' -r
complete -c clew -n '__fish_seen_subcommand_from erase' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from erase' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from erase' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from erase' -l entries -d 'the entries, such as 3,4' -r
complete -c clew -n '__fish_seen_subcommand_from erase' -l reason -d 'the law, the decision, its date' -r
complete -c clew -n '__fish_seen_subcommand_from erase' -l proposal -d 'the approved proposal' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l reason -d 'whose privilege: a lawyer'\''s, a journalist'\''s' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l reviewer -d 'the one member of the case who may read it; a supervisor names him' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l lifted -d 'that its reviewer lifts the quarantine, and by whose decision' -r
complete -c clew -n '__fish_seen_subcommand_from quarantine' -l proposal -d 'of a lifting: the approved proposal' -r
complete -c clew -n '__fish_seen_subcommand_from custody' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from custody' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from custody' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from custody' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from custody' -l from -d 'who had it' -r
complete -c clew -n '__fish_seen_subcommand_from custody' -l to -d 'who has it now' -r
complete -c clew -n '__fish_seen_subcommand_from custody' -l how -d 'how it was handed over' -r
complete -c clew -n '__fish_seen_subcommand_from review' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from review' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from review' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from review' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from review' -l next -d 'the day of the next review' -r
complete -c clew -n '__fish_seen_subcommand_from review' -l says -d 'what this one found' -r
complete -c clew -n '__fish_seen_subcommand_from expire' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from expire' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from expire' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from expire' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from expire' -l on -d 'the day on which the case ends unless it is renewed' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from note' -l to-sign -d 'write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l type -d 'what kind of entry' -x -a 'decision assess_risk assurance request_sent query_sent query_served'
complete -c clew -n '__fish_seen_subcommand_from note' -l says -d 'what was decided, assessed, assured, asked or answered' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l kind -d 'of a request: extradition, provisional_arrest, mla, freeze, confiscate, investigate, return, spontaneous, fiu or alert' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l to -d 'to whom' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l from -d 'from whom' -r
complete -c clew -n '__fish_seen_subcommand_from note' -l proposal -d 'the approved proposal, where four eyes are needed' -r
complete -c clew -n '__fish_seen_subcommand_from sign-in' -l signature -d 'the signed entry, as clew sign wrote it' -r
complete -c clew -n '__fish_seen_subcommand_from new-key' -l name -d 'whose key it is' -r
complete -c clew -n '__fish_seen_subcommand_from new-key' -l passphrase-file -d 'a file with the passphrase that locks the key; else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from sign' -l key -d 'your key, as clew new-key made it' -r
complete -c clew -n '__fish_seen_subcommand_from sign' -l output -d 'where the signed entry goes, a new file' -r
complete -c clew -n '__fish_seen_subcommand_from sign' -l passphrase-file -d 'a file with your passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from pack' -l output -d 'the zip to write' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l recipient -d 'who receives it' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l proposal -d 'the export that a second officer approved' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l withhold -d 'a statement or source that this recipient does not get' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l request -d 'a request whose outgoing sheet goes with the pack' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l attach -d 'a file that goes with the pack, such as a chart or a register in BODS; may be repeated' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l store -d 'the store that --chart draws from' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l chart -d 'draw who stands behind this company, and add it with its links and sources; may be repeated' -r
complete -c clew -n '__fish_seen_subcommand_from pack' -l no-pdf -d 'without the dossier as PDF'
complete -c clew -n '__fish_seen_subcommand_from verify' -l node -d 'the key that must have signed, as you know it from elsewhere' -r
complete -c clew -n '__fish_seen_subcommand_from verify' -l witness -d 'a witness whose line is to be tested' -r
complete -c clew -n '__fish_seen_subcommand_from verify' -l since -d 'an earlier pack of the case, which this one may only add to' -r
complete -c clew -n '__fish_seen_subcommand_from verify' -l json -d 'print JSON'
complete -c clew -n '__fish_seen_subcommand_from request' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from request' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from request' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from request' -l output -d 'the request to write: it starts from REQUEST' -r
complete -c clew -n '__fish_seen_subcommand_from subject' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from subject' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from subject' -l answer-within -d 'how long the law gives for the answer; 30 unless told' -r
complete -c clew -n '__fish_seen_subcommand_from stamp' -l query -d 'write the question to an authority (.tsq): a hash, nothing else' -r
complete -c clew -n '__fish_seen_subcommand_from stamp' -l answer -d 'the authority'\''s answer (.tsr)' -r
complete -c clew -n '__fish_seen_subcommand_from stamp' -l output -d 'the pack with the answer in it' -r
complete -c clew -n '__fish_seen_subcommand_from stamp' -l roots -d 'certificates (PEM) that the authority'\''s must lead to' -r
complete -c clew -n '__fish_seen_subcommand_from proof' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from proof' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from proof' -l entry -d 'which entry, from 0' -r
complete -c clew -n '__fish_seen_subcommand_from proof' -l output -d 'write there (.tlog-proof) instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from verify' -l node -d 'the node'\''s key, as you know it from elsewhere' -r
complete -c clew -n '__fish_seen_subcommand_from consistency' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from consistency' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from consistency' -l since -d 'an earlier checkpoint: ledger/case.checkpoint of a pack' -r
complete -c clew -n '__fish_seen_subcommand_from consistency' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from open' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from open' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from open' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from open' -l working -d 'the working copy, such as the text of a PDF'
complete -c clew -n '__fish_seen_subcommand_from open' -l output -d 'write there instead of the terminal' -r
complete -c clew -n '__fish_seen_subcommand_from reporter' -l as -d 'the officer who does this; else CLEW_OFFICER in the environment' -r
complete -c clew -n '__fish_seen_subcommand_from reporter' -l passphrase-file -d 'a file with the officer'\''s passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for' -r
complete -c clew -n '__fish_seen_subcommand_from reporter' -l purpose -d 'what for; it is recorded' -x -a 'asset_recovery audit defence intelligence investigation mutual_assistance prosecution subject_access supervision'
complete -c clew -n '__fish_seen_subcommand_from reporter' -l identity -d 'who it is; without it a supervisor is shown who it is' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l port -d 'where to listen (default 8080; 0: any that is free)' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l address -d 'where to listen (default 127.0.0.1); others than this machine need TLS and keys' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l web -d 'the folder of the desk'\''s files (default: as installed)' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l tls-cert -d 'the certificate, PEM' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l tls-key -d 'its key, PEM' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l keys -d 'the keys that let in; clew serve-key makes a line of it' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l origin -d 'pages that may ask from a browser beside its own, such as http://127.0.0.1:3333' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l rate -d 'requests a second for each key or address (default 2000)' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l batch -d 'queries in one request to /match (default 100)' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l threads -d 'event loops (default: one a processor)' -r
complete -c clew -n '__fish_seen_subcommand_from serve' -l access-log -d 'write a line for each request: when, which key, what for, which path, how it ended' -r
complete -c clew -n '__fish_seen_subcommand_from serve-key' -l role -d 'reader asks; admin also makes it look for new versions' -x -a 'reader admin'
complete -c clew -n '__fish_seen_subcommand_from completions' -l shell -d 'the shell to complete for (default bash)' -x -a 'bash zsh fish'
