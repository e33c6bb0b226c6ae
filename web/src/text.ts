// All words of the interface, one row a phrase, one column a language; {0} is filled in. The compiler misses no cell.

export const languages: [string, string][] = [["en", "English"], ["fr", "Français"], ["zh", "中文"]];
type Row = readonly [string, string, string];

const rows = <K extends string>(table: Record<K, Row>): Record<K, Row> => table;

const table = rows({
  language: ["Language", "Langue", "语言"],
  skip: ["Skip to the content", "Aller au contenu", "跳到正文"],
  nav_label: ["Rooms", "Rubriques", "栏目"],
  nav_find: ["Find", "Chercher", "查找"],
  nav_screen: ["Screen a name", "Contrôler un nom", "筛查姓名"],
  nav_customers: ["Customer file", "Fichier clients", "客户文件"],
  nav_reader: ["Read a page", "Lire une page", "阅读网页"],
  nav_live: ["Live", "En direct", "实时"],
  candidate_note: [
    "A match is a candidate, not a verdict. A listing is what an authority published on a day, and may since be lifted.",
    "Une correspondance est une piste, pas un verdict. Une inscription est ce qu'une autorité a publié un jour donné ; elle a pu être levée depuis.",
    "匹配只是线索，不是结论。列名只是某机构在某日公布的内容，此后可能已被撤销。",
  ],
  alike_note: [
    "Clew decides nothing, calls nobody guilty and treats every state alike. What is unknown stays unknown.",
    "Clew ne décide rien, ne dit personne coupable et traite tous les États de la même façon. L'inconnu reste inconnu.",
    "Clew 不作决定，不认定任何人有罪，对各国一视同仁。未知的仍是未知。",
  ],
  home_lead: ["What brings you here?", "Qu'est-ce qui vous amène ?", "您为何而来？"],
  q_arrived: ["A request arrived.", "Une demande est arrivée.", "收到了一份请求。"],
  q_arrived_more: ["Hold it against the articles that decide it, and the person's rights.", "La confronter aux articles qui en décident et aux droits de la personne.", "对照适用条款和当事人权利进行核对。"],
  q_send: ["I want to send a request.", "Je veux envoyer une demande.", "我想发出请求。"],
  q_send_more: ["What is missing, what stands against it, what would cure it.", "Ce qui manque, ce qui s'y oppose, ce qui y remédierait.", "缺什么、有何障碍、如何补正。"],
  q_behind: ["Who is behind this company?", "Qui est derrière cette société ?", "这家公司背后是谁？"],
  q_behind_more: ["Proved, ranged or unknown, adding up to the whole.", "Prouvé, encadré ou inconnu, le tout faisant l'ensemble.", "已证实、区间或未知，合计为全部。"],
  q_listed: ["Is this name listed?", "Ce nom est-il inscrit ?", "这个名字是否被列名？"],
  q_listed_more: ["Candidates, with the reasons for and against.", "Des pistes, avec les raisons pour et contre.", "列出线索及正反理由。"],
  q_named: ["I am named here.", "Mon nom y figure.", "我的名字在其中。"],
  q_named_more: ["What is held about you, on what it rests, how to contest it.", "Ce qui est conservé à votre sujet, sur quoi cela repose, comment le contester.", "保存了关于您的什么、依据何在、如何提出异议。"],
  find_title: ["Find", "Chercher", "查找"],
  find_label: ["Words of a name, in any order and script", "Mots d'un nom, dans tout ordre et toute écriture", "姓名中的词，顺序和文字不限"],
  found: ["Found: {0}. A shared name is a candidate, not an identification.", "Trouvés : {0}. Un nom partagé est une piste, pas une identification.", "找到：{0}。同名只是线索，不等于同一人。"],
  no_server: ["The server does not answer. Is clew serve still running?", "Le serveur ne répond pas. clew serve tourne-t-il encore ?", "服务器没有响应。clew serve 是否仍在运行？"],
  not_offered: ["This server does not offer that. The command line does: clew --help.", "Ce serveur n'offre pas cela. La ligne de commande l'offre : clew --help.", "此服务器不提供该功能。请用命令行：clew --help。"],
  col_about: ["About", "Sujet", "项目"],
  col_asked: ["Asked", "Demandé", "查询"],
  col_listed: ["Listed", "Inscrit", "名单"],
  col_how: ["How alike", "Ressemblance", "相似方式"],
  col_bits: ["Bits for (+) or against (−)", "Bits pour (+) ou contre (−)", "支持 (+) 或反对 (−) 的比特"],
  reasons: ["Reasons", "Raisons", "理由"],
  reasons_caption: ["Why: each line counts, and they add up to the last", "Pourquoi : chaque ligne compte, la dernière est leur somme", "理由：各行相加即为末行"],
  prior: ["What the rest of the model counts", "Ce que compte le reste du modèle", "模型的其余部分"],
  sum_score: ["Sum; score {0}", "Somme ; score {0}", "合计；得分 {0}"],
  proved: ["proved", "prouvé", "已证实"],
  ranged: ["ranged", "encadré", "区间"],
  unknown: ["unknown", "inconnu", "未知"],
  open_behind: ["Who is behind it?", "Qui est derrière ?", "背后是谁？"],
  statements: ["What the sources state", "Ce que disent les sources", "来源所述"],
  statement_hint: ["Choose a value to see the line of the source that says so.", "Choisissez une valeur pour voir la ligne de la source qui le dit.", "点选数值可查看来源原文。"],
  contradicted: ["The sources contradict each other", "Les sources se contredisent", "来源相互矛盾"],
  published: ["published {0}", "publié le {0}", "公布于 {0}"],
  until: ["until {0}", "jusqu'au {0}", "至 {0}"],
  no_day: ["on an unstated day", "à une date non indiquée", "日期未注明"],
  true_dates: ["Published is when the source said it. When it was true in the world stands among the values (start, end), where the source says so.", "« Publié » est le jour où la source l'a dit. Quand c'était vrai figure parmi les valeurs (début, fin), si la source le dit.", "“公布”指来源发布之日。事实发生的时间（起、止）若来源注明，列于数值之中。"],
  links: ["Linked with", "Liens", "关联"],
  links_cut: ["Only the first are shown, of {0}.", "Seuls les premiers sont montrés, sur {0}.", "仅显示部分，共 {0} 项。"],
  no_links: ["No links are stated.", "Aucun lien n'est indiqué.", "来源未说明任何关联。"],
  listed: ["Listings", "Inscriptions", "列名"],
  source_line: ["{0}, line {1}, bytes {2} to {3}", "{0}, ligne {1}, octets {2} à {3}", "{0}，第 {1} 行，字节 {2} 至 {3}"],
  source_bytes: ["{0}, bytes {2} to {3}", "{0}, octets {2} à {3}", "{0}，字节 {2} 至 {3}"],
  redacted: ["Something here was taken out, for somebody's protection.", "Une partie a été retirée, pour la protection d'une personne.", "为保护当事人，此处已作删节。"],
  cut: ["Only the beginning is shown.", "Seul le début est montré.", "仅显示开头。"],
  no_source: ["No bytes are kept for this value.", "Aucun octet n'est conservé pour cette valeur.", "此值未保存原文。"],
  screen_title: ["Is this name listed?", "Ce nom est-il inscrit ?", "这个名字是否被列名？"],
  name: ["Name", "Nom", "姓名或名称"],
  kind: ["Kind", "Nature", "类别"],
  birth_date: ["Born (year or date, if known)", "Né(e) le (année ou date, si connue)", "出生（年份或日期，如知）"],
  country: ["Country (two letters, if known)", "Pays (deux lettres, si connu)", "国家（两位代码，如知）"],
  screen_do: ["Screen", "Contrôler", "筛查"],
  hits: ["Candidates: {0}", "Pistes : {0}", "线索：{0}"],
  no_hit: ["Nobody in these lists is alike enough. That is no proof of absence: lists have their day, and names their spellings.", "Personne dans ces listes n'est assez ressemblant. Ce n'est pas une preuve d'absence : les listes ont leur date et les noms leurs graphies.", "名单中没有足够相似者。这不证明不存在：名单有其日期，姓名有不同拼写。"],
  candidate: ["candidate", "piste", "线索"],
  below: ["below the threshold", "sous le seuil", "低于阈值"],
  score: ["score {0}", "score {0}", "得分 {0}"],
  behind_title: ["Who is behind this company?", "Qui est derrière cette société ?", "这家公司背后是谁？"],
  behind_of: ["Who is behind {0}?", "Qui est derrière {0} ?", "{0} 背后是谁？"],
  behind_label: ["Name of the company", "Nom de la société", "公司名称"],
  valid_on: ["As the world was on", "Situation au", "截至日期"],
  apply: ["Show", "Afficher", "显示"],
  holders: ["People and states at the end of the chains", "Personnes et États au bout des chaînes", "链条末端的个人与国家"],
  no_holders: ["No person or state is known at the end of any chain.", "Aucune personne ni aucun État n'est connu au bout d'une chaîne.", "链条末端没有已知的个人或国家。"],
  holder: ["Who", "Qui", "何人"],
  shares: ["Shares", "Parts", "股份"],
  votes: ["Votes", "Voix", "表决权"],
  control: ["Control", "Contrôle", "控制"],
  rests_on: ["Rests on", "Repose sur", "依据"],
  dark: ["Where the unknown begins", "Où commence l'inconnu", "未知从何处开始"],
  rules: ["What each rule makes of it", "Ce qu'en fait chaque règle", "各规则的结论"],
  rule: ["Rule", "Règle", "规则"],
  verdict: ["Answer", "Réponse", "答案"],
  people: ["Persons", "Personnes", "人员"],
  falls_without: ["Falls without", "Tombe sans", "缺之即不成立"],
  tests: ["Tests", "Critères", "标准"],
  unchecked: ["nobody has checked this text against the law yet", "texte pas encore vérifié avec la loi", "该文本尚未与法律原文核对"],
  not_in_force: ["not in force on that day", "pas en vigueur ce jour-là", "当日尚未生效"],
  negative: ["What the sources say is not there", "Ce que les sources disent absent", "来源声明不存在者"],
  picture: ["The same as a picture", "La même chose en image", "图示"],
  chart_alt: ["Chart of who stands behind {0}; the lists on this page say the same.", "Schéma de qui est derrière {0} ; les listes de cette page disent la même chose.", "{0} 背后人员示意图；本页列表内容相同。"],
  chart_failed: ["There is no picture of this company; the lists say the same.", "Pas d'image de cette société ; les listes disent la même chose.", "没有该公司的图示；列表内容相同。"],
  save_chart: ["Save the picture (SVG)", "Enregistrer l'image (SVG)", "保存图示 (SVG)"],
  has_no_answer: ["These companies own one another and nobody else is known: there is no answer, and that is the answer.", "Ces sociétés se détiennent entre elles et personne d'autre n'est connu : il n'y a pas de réponse, et c'est la réponse.", "这些公司相互持有且无其他所有者：没有答案，这就是答案。"],
  customers_title: ["Screen a customer file", "Contrôler un fichier clients", "筛查客户文件"],
  customers_lead: ["The file is read in this page, and row by row held against the lists. What you decide stays in this page until you export it.", "Le fichier est lu dans cette page et confronté ligne par ligne aux listes. Vos décisions restent dans cette page jusqu'à l'export.", "文件在本页读取，逐行与名单比对。您的决定在导出前仅留于本页。"],
  file: ["File (CSV)", "Fichier (CSV)", "文件 (CSV)"],
  columns: ["Which column is what?", "Que contient chaque colonne ?", "各列含义"],
  column_id: ["Your own number", "Votre numéro", "您的编号"],
  none: ["(none)", "(aucune)", "（无）"],
  rows: ["Rows: {0}.", "Lignes : {0}.", "行数：{0}。"],
  start: ["Start", "Commencer", "开始"],
  stop: ["Stop", "Arrêter", "停止"],
  progress: ["{0} of {1} rows; rows with candidates: {2}", "{0} lignes sur {1} ; lignes avec des pistes : {2}", "{0}/{1} 行；有线索的行：{2}"],
  bad_rows: ["Rows that have not as many cells as the header and were left out: {0}.", "Lignes écartées, dont le nombre de cellules diffère de l'en-tête : {0}.", "因单元格数与表头不符而略去的行：{0}。"],
  no_rows: ["There is no row in this file, or no header.", "Ce fichier n'a aucune ligne, ou pas d'en-tête.", "文件中没有数据行或表头。"],
  review: ["Candidates to review", "Pistes à examiner", "待审查线索"],
  review_keys: ["With a candidate in focus: S same, D different, U unsure; J next, K previous.", "Avec une piste sélectionnée : S même, D différent, U incertain ; J suivante, K précédente.", "选中线索时：S 相同，D 不同，U 不确定；J 下一条，K 上一条。"],
  same: ["Same", "Même", "相同"],
  different: ["Different", "Différent", "不同"],
  unsure: ["Unsure", "Incertain", "不确定"],
  why: ["Why", "Pourquoi", "理由"],
  export_csv: ["Export as CSV", "Exporter en CSV", "导出 CSV"],
  decided: ["Decided: {0}", "Décidé : {0}", "已决定：{0}"],
  row: ["Row {0}", "Ligne {0}", "第 {0} 行"],
  reader_title: ["Read a page", "Lire une page", "阅读网页"],
  reader_lead: ["Paste or drop a saved news page: who is named in it, in which role, and who they could be.", "Collez ou déposez une page de presse enregistrée : qui y est nommé, dans quel rôle, et qui cela pourrait être.", "粘贴或拖入已保存的新闻网页：其中提到谁、何种身份、可能是谁。"],
  reader_label: ["The page, as HTML or text", "La page, en HTML ou texte", "网页（HTML 或文本）"],
  read: ["Read", "Lire", "读取"],
  named_in: ["Who is named", "Qui est nommé", "提到的人"],
  could_be: ["Could be", "Pourrait être", "可能是"],
  nobody: ["Nobody is known under this name.", "Personne n'est connu sous ce nom.", "无此名的已知者。"],
  page_says: ["What the page says", "Ce que dit la page", "网页所述"],
  denied: ["denied", "démenti", "否认"],
  page_text: ["The text", "Le texte", "正文"],
  named_title: ["I am named here", "Mon nom y figure", "我的名字在其中"],
  named_lead: ["Look for your name. You see the same as everyone who works here sees about you in lists and registers.", "Cherchez votre nom. Vous voyez ce que voient de vous, dans les listes et registres, ceux qui travaillent ici.", "查找您的姓名。您看到的与工作人员在名单和登记册中看到的相同。"],
  named_not_you: ["Somebody who shares your name is not you: compare the date of birth, the country and the numbers.", "Qui porte votre nom n'est pas vous : comparez la date de naissance, le pays et les numéros.", "同名者未必是您：请比对出生日期、国家和号码。"],
  contest: ["How to contest it", "Comment le contester", "如何提出异议"],
  contest_1: ["What a list or register says is contested where it was published: the authority named in the listing. Ask it for its reasons and for review.", "Ce que dit une liste ou un registre se conteste là où il a été publié : auprès de l'autorité nommée. Demandez-lui ses motifs et un réexamen.", "名单或登记册的内容应向公布机构提出异议：请其说明理由并复核。"],
  contest_2: ["That you were taken for somebody else is contested here: say which entry, and what tells you apart. An officer keeps a decision “different”, and the match is set aside from then on.", "Une confusion avec autrui se conteste ici : dites quelle fiche, et ce qui vous en distingue. Un agent consigne « différent » et la piste est écartée.", "若被误认为他人，请在此提出：说明是哪一条目及您与其的区别。工作人员将记录“不同”，此后不再匹配。"],
  contest_3: ["What a case says of you is contested with the office that leads it: your objection stands beside the statement, in every copy sent out from then on.", "Ce qu'un dossier dit de vous se conteste auprès du service qui le mène : votre objection figure à côté de l'énoncé dans toute copie envoyée ensuite.", "案卷所述应向主办机构提出异议：您的异议将列于该陈述旁，并随此后发出的每份副本。"],
  arrived_title: ["A request arrived", "Une demande est arrivée", "收到请求"],
  send_title: ["I want to send a request", "Je veux envoyer une demande", "发出请求"],
  request_lead: ["Give the request as a file (YAML or JSON). It is held against the treaties that bind the two states and the rights of the person; findings are for a lawyer to judge.", "Donnez la demande en fichier (YAML ou JSON). Elle est confrontée aux traités qui lient les deux États et aux droits de la personne ; un juriste en juge.", "提供请求文件（YAML 或 JSON）。将其与约束两国的条约及当事人权利对照；结论由法律人员判断。"],
  request_label: ["The request", "La demande", "请求"],
  request_file: ["Or a file", "Ou un fichier", "或选择文件"],
  check: ["Check", "Vérifier", "核对"],
  live_title: ["Live", "En direct", "实时"],
  freshness: ["How fresh the lists are", "Fraîcheur des listes", "名单的新旧"],
  list: ["List", "Liste", "名单"],
  authority: ["Authority", "Autorité", "机构"],
  version: ["Published", "Publiée le", "公布"],
  age: ["Days old on today's date", "Âge en jours, à ce jour", "距今天数"],
  entities: ["Entities", "Entités", "实体"],
  issues: ["Oddities", "Anomalies", "异常"],
  events: ["What happens now", "Ce qui se passe", "正在发生"],
  events_on: ["connected", "connecté", "已连接"],
  events_off: ["not connected", "non connecté", "未连接"],
  no_events: ["Nothing to count yet.", "Rien à compter pour l'instant.", "尚无可计数内容。"],
  screened: ["Names screened", "Noms contrôlés", "已筛查姓名"],
  hits_all: ["Candidates", "Pistes", "线索"],
  requests_all: ["Requests answered", "Requêtes servies", "已答复请求"],
  latency: ["Mean time to answer", "Temps moyen de réponse", "平均响应时间"],
  minute: ["Minute (UTC)", "Minute (UTC)", "分钟 (UTC)"],
  by_minute: ["The last hour, by minute", "La dernière heure, par minute", "最近一小时（按分钟）"],
  by_list: ["By list", "Par liste", "按名单"],
  by_country: ["By country", "Par pays", "按国家"],
  by_kind: ["By kind", "Par nature", "按类别"],
  country_note: ["Countries with fewer than five candidates are not told apart.", "Les pays ayant moins de cinq pistes ne sont pas détaillés.", "线索少于五条的国家不单列。"],
});
export type Key = keyof typeof table;

// Words that the server sends as data: kinds, features, relations, answers. What is not here is shown as it came.
const data_words: Record<string, Row> = {
  Person: ["person", "personne", "个人"],
  Company: ["company", "société", "公司"],
  Organization: ["organisation", "organisation", "组织"],
  LegalEntity: ["person or organisation", "personne ou organisation", "个人或组织"],
  PublicBody: ["public body", "organisme public", "公共机构"],
  Vessel: ["vessel", "navire", "船舶"],
  Airplane: ["aircraft", "aéronef", "飞机"],
  Address: ["address", "adresse", "地址"],
  Sanction: ["listing", "inscription", "列名"],
  Ownership: ["ownership", "détention", "持有"],
  Directorship: ["directorship", "mandat", "任职"],
  Family: ["family", "famille", "亲属"],
  name: ["name", "nom", "姓名"],
  birth_date: ["date of birth", "date de naissance", "出生日期"],
  country: ["country", "pays", "国家"],
  gender: ["gender", "sexe", "性别"],
  identifier: ["number", "numéro", "号码"],
  address: ["address", "adresse", "地址"],
  equal: ["equal", "égal", "相同"],
  phonetic: ["sounds alike", "se prononce pareil", "发音相似"],
  "within the allowed edits": ["a spelling apart", "à une graphie près", "拼写相近"],
  initial: ["initial", "initiale", "首字母"],
  nickname: ["nickname", "diminutif", "昵称"],
  "only one side has it": ["only one side has it", "d'un seul côté", "仅一方有"],
  "a rare name": ["a rare name", "nom rare", "罕见姓名"],
  "a common name": ["a common name", "nom courant", "常见姓名"],
  "another year": ["another year", "autre année", "年份不同"],
  different: ["different", "différent", "不同"],
  same: ["same", "même", "相同"],
  unsure: ["unsure", "incertain", "不确定"],
  possible: ["possible", "possible", "可能"],
  "not met": ["not met", "non rempli", "不满足"],
  person: ["person", "personne", "个人"],
  "company or other body": ["company or other body", "société ou autre entité", "公司或其他实体"],
};

const key = "clew-language";
let chosen = start();

function start(): number {
  const wanted = [remembered(), ...navigator.languages].map((one) => one.slice(0, 2));
  const known = wanted.map((code) => languages.findIndex(([own]) => own === code)).find((place) => place >= 0) ?? 0;
  document.documentElement.lang = languages[known]![0];
  return known;
}

// A browser may forbid a page to remember anything; then the language of the browser is it.
function remembered(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export const language = (): string => languages[chosen]![0];

export function set_language(code: string): void {
  chosen = Math.max(0, languages.findIndex(([own]) => own === code));
  document.documentElement.lang = language();
  try {
    localStorage.setItem(key, language());
  } catch {
    return;
  }
}

export function t(name: Key, ...values: (string | number)[]): string {
  return table[name][chosen]!.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ""));
}

const word = (name: string): string => (Object.hasOwn(data_words, name) ? data_words[name]![chosen]! : name);
export const kind_word = word;
export const relation_word = word;
export const answer_word = word;
export const feature_word = (name: string): string => word(name).replace(/_/g, " ");
// A property as the model writes it, in words: birthDate is "birth date".
export const property_word = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
