/**
 * The words in front of a command by which an item's sentence offers it, or does not, in the languages that checklists were
 * seen in. All patterns look at a text of bounded length and are anchored at one end.
 */

/** What stands in front of a command that the reader is told to run. */
export const RUN_VERB =
  /^(?:please )?(?:(?:i|we|you)(?:'ve| have)? (?:run|ran|executed)|have you run|did you run|run|running|re-?run|execute|executing|ran|have run|executed|exécuter|lancer|ejecutar|ejecuta|executar|rodar|führe|lancez?|exécutez?|ejecute|rode|eseguire|esegui|draai|voer|uruchom|spusť|spustit|kör|kør|jalankan|chạy|suorita|تشغيل|запустить|выполнить|запускаю|已执行|已运行|执行|运行|执行命令|執行|実行|실행)$/iu;

/** `Run the tests via`: told to run, with the command at the end. */
export const RUN_VIA = /^(?:run|execute) [^.;:`]{1,80} (?:via|with|using|by running)$/i;

/** What stands in front of a command whose claim the reader is told to look at. */
export const VERIFY_VERB =
  /^(?:verify|check|confirm|ensure|make sure|assert|validate|does|do|is|contr[oô]ler|vérifiez?|vérifier|verificar|verifica|verifique|comprobar|comprueba|confirmar|prüfen|prüfe|controleer|kontrollera|sprawdź|проверить|验证|驗證|核对|測試|测试|перевірити|确认|確認|检查)(?:,? (?:that|que|se|si|che|dass|ob|dat|of|att|że|что|що))?$/iu;

/** First words that order some other work than a check, so that a command near them is a mention or an action. */
const WORK_VERB =
  /^(?:ssh|connect|add|append|create|update|write|draft|document|describe|implement|configure|set|set up|setup|fix|refactor|move|remove|delete|rename|extend|replace|introduce|migrate|mention|explain|link|list|install|use|wire|enable|disable|define|register|convert|switch|make|build and|rebuild|generate|commit|tag|push|publish|release|deploy|start|stop|restart|pause|resume|rehearse|schedule|announce|notify|ask|tell|decide|plan|prepare|provide|store|save|record|back up|backup|bump|upgrade|downgrade|pin|import|export|open|close|merge|rebase|clean|clear|purge|uninstall|apply|provision|seed|rotate|create and|teach|train|learn|understand|know|can|remember|take|get|fetch|download|copy|clone|check out|checkout|initiali[sz]e|init|scaffold|bootstrap|reset|restore|revert|roll back|action|select|choose|pick|consider|try|discuss|agree|drop|launch|boot|log in|login|sign|send|submit|upload)(?! (?:works?|passes|succeeds|builds?|is|are|was|has|still|page|checks?|tests?|jobs?|endpoints?|flow|logs?|plans?|status|lists?)\b)\b/i;

/** First words of a condition, or of a time: the item does not always hold. */
const CONDITION =
  /^(?:if|when|whenever|on|once|after|before|unless|until|optional|optionally|wenn|falls|nach|vor|si|quand|après|avant|cuando|después|se|quando|если|после|若|如果|给定|given|for|in|as|from(?! (?:the )?(?:(?:repo(?:sitory)?|project) )?root)|inside|within|with)\b|^(?:若|如果|当)/iu;

/** The folder in which commands are run anyway. */
export const TOP = `(?:the )?(?:(?:mono)?repo(?:sitory)?|project|workspace) root`;

/** Several places that one command cannot be run in. */
const IN_SEVERAL = /\b(?:in|for|on) (?:both|each|every)\b/i;

/** What is to be looked at in another place. */
const DONE_ELSEWHERE =
  /\b(?:in|on) (?:the )?(?:staging|production|prod|server|runner)\b|^(?:verify|check|confirm|test|run|validate)(?: \w+)? (?:on|from|inside|at)\b(?! (?:the )?(?:(?:mono)?repo(?:sitory)?|project|workspace) root)/i;

/** Somebody or something else that runs the command. */
const ELSEWHERE_RUNNER =
  /(?<!\p{L})(?:ci|pipelines?|workflows?|jobs?|hooks?|github actions?|pull requests?|prs?|cron|scheduler|users?|operators?|reviewers?|developers?|script|document(?:s|ed|ation)?|readme|instructs?|contains?|mentions?|uses?|calls?|adds?|supports?|target|command|alias)(?![\p{L}\p{N}_])/iu;

/** Tells why a label or claim in front of a command makes the command a mention; undefined when it does not. */
export function refusesLabel(label: string): 'work' | 'condition' | 'someone-else' | undefined {
  if (WORK_VERB.test(label)) return 'work';
  if (CONDITION.test(label) || IN_SEVERAL.test(label) || DONE_ELSEWHERE.test(label)) return 'condition';
  if (ELSEWHERE_RUNNER.test(label)) return 'someone-else';
  return undefined;
}

/** A label that names the check and claims nothing that a number, a comparison or a quotation would have to prove. */
export function isPlainLabel(label: string): boolean {
  if (/ without (?:any )?errors?$/i.test(label))
    return isPlainLabel(label.replace(/ without (?:any )?errors?$/i, ''));
  if (/^(?:no|zero|0) (?:(?!(?:new|obvious|critical|serious|major) )[a-z]+ )?errors$/i.test(label))
    return true;
  if (/[`"“”«»<>≤≥=~^]|\d\s*(?:%|ms|s|mb|gb|kb)\b|\b\d{2,}|\bv?\d+\.\d+/iu.test(label)) return false;
  if (
    /\b(?:measure|benchmark|count)|замер|измер|messen|mesurer|测量|計測/i.test(label) ||
    /\b(?:no|not|zero|never|without|none|nothing|empty|fails?|failing|rejected|denied|forbidden|missing|absent|gone|clean(?:er)?|less|more|fewer|faster|slower|than|same|only|and then|unchanged|warnings?)\b/i.test(
      label,
    )
  )
    return false;
  return !/\b(?:if|unless|except|optional|after|before|when|once|until)\b|\b(?:executed|performed|done)$|完了/i.test(
    label,
  );
}

/** A claim that a command's exit status can settle: a check that passes, or the name of a kind of check. */
export function claimsSuccess(label: string): boolean {
  return (
    /(?:^|[\s:✅-])(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|successful(?:ly)?|works?|working|ok|green|valid|correct|formatted|linted|(?:compiles|builds|runs|works) without (?:any )?errors?|valide?|válid[oa]s?|gültig|correct[oa]s?|компилируется|собирается|compila|intact|consistent|builds?|compiles?|compiled|passent|réussit|fonctionne|pasan|pasa|funciona|passam|passa|bestehen|besteht|läuft|grün|проходит|проходят|проходить|проходять|зелёный|通る|成功する|通过|通過|成功|통과(?:했다|한다|함|됨)?)(?: (?:locally|successfully|cleanly|again))?[.!]?$/iu.test(
      label,
    ) ||
    // `The code passes clippy`, `Tests pass with the race detector`.
    /(?:^|\s)pass(?:es)? (?!the\b)[\p{L} -]{2,40}$/iu.test(label) ||
    /(?:^|\s)(?:tests?|test suites?|suites?|lint|linting|linter|type-?check(?:s|ing)?|type checks?|types|compilation|build|builds|formatting|format|audit|checks?|validation|static analysis|coverage|syntax)$/i.test(
      label,
    )
  );
}
