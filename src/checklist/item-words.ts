/**
 * The words by which an item's sentence says that a command is offered and what is claimed of it, in the languages
 * that checklists were seen in. All patterns look at a text of bounded length and are anchored at one end.
 */

/** What stands in front of a command that the reader is told to run. */
export const RUN_VERB =
  /^(?:please )?(?:(?:i|we|you)(?:'ve| have)? (?:run|ran|executed)|have you run|did you run|run|running|re-?run|execute|executing|ran|have run|executed|exécuter|lancer|ejecutar|ejecuta|executar|rodar|führe|lancez?|exécutez?|ejecute|rode|eseguire|esegui|draai|voer|uruchom|spusť|spustit|kör|kør|jalankan|chạy|suorita|تشغيل|запустить|выполнить|запускаю|已执行|已运行|执行|运行|执行命令|執行|実行|실행)$/iu;

/** `Run the tests via`: told to run, with the command at the end. */
export const RUN_VIA = /^(?:run|execute) [^.;:`]{1,80} (?:via|with|using|by running)$/i;

/** What stands in front of a command whose claim the reader is told to look at. */
export const VERIFY_VERB =
  /^(?:verify|check|confirm|ensure|make sure|assert|validate|does|do|is|vérifiez?|vérifier|verificar|verifica|verifique|comprobar|comprueba|confirmar|prüfen|prüfe|controleer|kontrollera|sprawdź|проверить|验证|驗證|核对|測試|测试|перевірити|确认|確認|检查)(?:,? (?:that|que|se|si|che|dass|ob|dat|of|att|że|что|що))?$/iu;

/** First words that order some other work than a check, so that a command near them is a mention or an action. */
const WORK_VERB =
  /^(?:add|append|create|update|write|draft|document|describe|implement|configure|set|set up|setup|fix|refactor|move|remove|delete|rename|extend|replace|introduce|migrate|mention|explain|link|list|install|use|wire|enable|disable|define|register|convert|switch|make|build and|generate|commit|tag|push|publish|release|deploy|start|stop|restart|pause|resume|rehearse|schedule|announce|notify|ask|tell|decide|plan|prepare|provide|store|save|record|back up|backup|bump|upgrade|downgrade|pin|import|export|open|close|merge|rebase|clean|clear|purge|uninstall|apply|provision|seed|rotate|create and|teach|train|learn|understand|know|can|remember|take|get|fetch|download|copy|clone|check out|checkout|initiali[sz]e|init|scaffold|bootstrap|reset|restore|revert|roll back|action|select|choose|pick|consider|try|discuss|agree|drop|launch|boot|log in|login|sign|send|submit|upload)(?! (?:works?|passes|succeeds|builds?|is|are|was|has|still|page|checks?|tests?|jobs?|endpoints?|flow|logs?|plans?|status|lists?)\b)\b/i;

/** First words of a condition, or of a time: the item does not always hold. */
const CONDITION =
  /^(?:if|when|whenever|on|once|after|before|unless|until|optional|optionally|wenn|falls|nach|vor|si|quand|après|avant|cuando|después|se|quando|если|после|若|如果|给定|given|for|in|as|from(?! (?:the )?(?:(?:repo(?:sitory)?|project) )?root)|inside|within|with)\b|^(?:若|如果|当)/iu;

/** The folder in which commands are run anyway. */
const TOP = `(?:the )?(?:(?:mono)?repo(?:sitory)?|project|workspace) root`;

/** Several places that one command cannot be run in. */
const IN_SEVERAL = /\b(?:in|for|on) (?:both|each|every)\b/i;

/** What is to be looked at in another place. */
const DONE_ELSEWHERE =
  /\b(?:in|on) (?:the )?(?:staging|production|prod|server|runner)\b|^(?:verify|check|confirm|test|run|validate)(?: \w+)? (?:on|from|inside|at)\b(?! (?:the )?(?:(?:mono)?repo(?:sitory)?|project|workspace) root)/i;

/** Somebody or something else that runs the command. */
const ELSEWHERE_RUNNER =
  /\b(?:ci|pipelines?|workflows?|jobs?|hooks?|github actions?|pull requests?|prs?|cron|scheduler|users?|operators?|reviewers?|developers?|script|document(?:s|ed|ation)?|readme|instructs?|contains?|mentions?|uses?|calls?|adds?|supports?|target|command|alias)\b/i;

/** Tells why a label or claim in front of a command makes the command a mention; undefined when it does not. */
export function refusesLabel(label: string): 'work' | 'condition' | 'someone-else' | undefined {
  if (WORK_VERB.test(label)) return 'work';
  if (CONDITION.test(label) || IN_SEVERAL.test(label) || DONE_ELSEWHERE.test(label)) return 'condition';
  if (ELSEWHERE_RUNNER.test(label)) return 'someone-else';
  return undefined;
}

/** A label that names the check and claims nothing that a number, a comparison or a quotation would have to prove. */
export function isPlainLabel(label: string): boolean {
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
    /(?:^|[\s:✅-])(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|successful(?:ly)?|works?|working|ok|green|valid|correct|intact|consistent|builds?|compiles?|compiled|passent|réussit|fonctionne|pasan|pasa|funciona|passam|passa|bestehen|besteht|läuft|grün|проходит|проходят|проходить|проходять|зелёный|通る|成功する|通过|通過|成功|통과(?:했다|한다|함|됨)?)(?: (?:locally|successfully|cleanly|again))?[.!]?$/iu.test(
      label,
    ) ||
    // `The code passes clippy`, `Tests pass with the race detector`.
    /(?:^|\s)pass(?:es)? (?!the\b)[\p{L} -]{2,40}$/iu.test(label) ||
    /(?:^|\s)(?:tests?|test suites?|suites?|lint|linting|linter|type-?check(?:s|ing)?|type checks?|types|compilation|build|builds|formatting|format|audit|checks?|validation|static analysis|coverage|syntax)$/i.test(
      label,
    )
  );
}

/** That something runs, or comes to its end. */
const FOREIGN_RUNS =
  '(?:läuft|laufen|endet|enden|termin(?:a|an|e|ent)|finalizan?|acaban?|se (?:ejecutan?|completan?|terminent?)|tournent?|compilent?|compilan?|construyen?|rodam?|executam?|concluem?|girano?|draait|draaien|loopt|eindigt|körs?|działa|kończy się|завершается|завершується|выполняется|виконується|собирается)';

/** What is said of a check that went well, in the languages that checklists were seen in. */
const SUCCESS = [
  'pass(?:es|ed|ing)?|succeed(?:s|ed)?|success(?:ful)?|works?|working|green|ok(?:ay)?|✅|exit(?:s|ed)? (?:with )?(?:exit )?(?:code |status )?0|returns? (?:exit (?:code|status) )?0|exit ?code ?[:=]? ?0',
  '[a-z]+(?:es|s|ed)? (?:successfully|cleanly|without (?:any |an )?errors?|with(?:out| no| zero| 0) errors?)|complet(?:es|ed)|compiles?|builds|build success(?:ful)?',
  '(?:all )?(?:tests?|checks?|packages|suites?)(?: all)? (?:pass(?:es|ed|ing)?|green|ok)',
  '(?:with )?(?:no|zero|0) (?:(?!(?:new|obvious|critical|serious|major) )[a-z]+ )?(?:errors?|failures)|without (?:any )?errors?',
  'passe(?:nt)?|réussi(?:t|ssent)|fonctionnent?|sans erreurs?|au vert|est vert|verte?s?',
  'pasan?|funcionan?|en verde|verdes?|(?:completan? |compilan? )?sin errores|exitos[oa]s?|correctos?',
  'passam?|passando|(?:compilam? |rodam? )?sem erros?|com sucesso|passano|senza errori|verdi',
  'besteh(?:t|en)|l(?:äuft|aufen)(?: fehlerfrei| erfolgreich| ohne fehler)? durch|(?:ist |sind )?grün|erfolgreich|fehlerfrei|ohne fehler',
  '(?:läuft|laufen|rodam?|executam?|ejecutan?|corren?|tournent?|s.exécute|выполняется|работает|працює|виконується)(?: sem erros?| sin errores| sans erreurs?| ohne fehler| без ошибок| без помилок)',
  '(?:returns?|reports?) success|successfully|slaagt|slagen|groen|zonder fouten|går igenom|passerar|grönt?|utan fel|przechodz(?:i|ą)|bez błędów|proch[áa]z(?:í|ejí)|projde|bez chyb',
  `${FOREIGN_RUNS} (?:fehlerfrei|ohne fehler|erfolgreich|correctamente|con éxito|sin (?:errores|fallos)|sans (?:erreurs?|échec)|avec succès|correctement|sem (?:erros?|falhas)|com sucesso|corretamente|senza errori|con successo|correttamente|zonder fouten|utan fel|bez błędów|без ошибок|без помилок|успешно|успішно)`,
  '(?:termin(?:a|an|e|ent)|завершается|завершується|ende[nt]{1,2}|se termine) (?:con|com|с|з|mit|avec|med) (?:(?:el |le |o )?(?:código|code|codice|кодом|exit[- ]?code)(?: de (?:sortie|salida|saída))? )?0',
  '(?:返回|devuelve|retorna|renvoie|retourne|gibt|liefert|zwraca|возвращает|повертає) ?0',
  'läuft grün durch|passe(?:nt)? au vert|går (?:grönt|igenom)|va a buon fine|(?:kører|virker) uden fejl|menee läpi|chạy thành công|περνάει|עובר|पास होता है|が?(?:通る|成功する|パスする|通過する)こと(?:を確認(?:する|した|済み)?)?|がエラーな(?:しで|く)(?:終わる|通る|完了(?:する)?|終了(?:する)?)',
  'geçiyor|geçer|geçti|başarılı|hatasız|yeşil|lulus|berhasil|sukses|hijau|tanpa error|xanh|thành công|không (?:có )?lỗi',
  'проход(?:ит|ить|ят)|заверш(?:ается|ился|илась) (?:успешно|без ошибок)|успешно|успішно|без ошибок|без помилок|зел[её]н(?:ый|ая|ые|ое)|зелен(?:ий|і|а)|أخضر|كله أخضر|ينجح',
  '(?:(?:所有|全部|全体)?(?:测试|測試|检查|用例))?(?:实际|编译|构建|運行|运行|执行)?(?:全部|均|都|全|已)?(?:通过|全过|退出码 ?(?:为 ?)?0|通過|绿色?|綠)|全绿|(?:编译|构建|运行|执行)?成功|(?:无|無|没有|零|0 ?个?) ?(?:任何|语法|类型|编译)?(?:错误|errors?|報錯|报错|失败)|無錯誤',
  '(?:が|を)?(?:実行[・、]?)?(?:全て?|すべて)?(?:の?テスト)?(?:が ?)?(?:pass|green|パス|通る|通過|成功|グリーン|エラーなし|エラー ?0)(?: ?する(?:こと)?| ?した(?:こと)?| ?していること| ?している|で完了|件)?',
  '(?:전체 |모두 )?(?:통과|성공|그린|오류 ?(?:없음|0건?)|에러 ?(?:없음|0건?))(?:했다|한다|함|됨)?',
].join('|');
const AFTER_SUCCESS = String.raw`(?:[ ,]+(?:correctly|sem erros?|sin errores|sans erreurs?|ohne fehler|senza errori|без ошибок|без помилок|localmente|lokal|локально|locally|successfully|cleanly|again|(?:from|at|in) ${TOP}|with (?:exit )?(?:code|status|exit code) 0|with(?:out)? (?:any |no |zero |0 )?(?:(?!(?:new|obvious|critical|serious|major) )[a-z]+ )?(?:errors?|failures?|violations?)|without failures?|\(exit(?: code)? 0\)))*`;
const BEFORE_SUCCESS =
  '(?:(?:must|should|be|still|now|is|are|all|both|again|completes|pass:?|output:?|result:?|ist|sind|est|sont|est[áa]n?|são|toujours|siempre|weiterhin|alle|tout|todo) +)*';
const SEPARATOR = /^(?:(?:—|–|，|：|--?(?=\s)|->|→|⇒|=>|=|:|,)\s*)+/u;
const EXPECTED =
  /^(?:expected(?: output| result)?|expect|erwartet|attendu|esperado|ожидается)\s*:?\s+|^pass\s*:\s+/i;
const VERDICT = new RegExp(`^${BEFORE_SUCCESS}(?:${SUCCESS})${AFTER_SUCCESS}$`, 'iu');
/** What passes, named again behind a dash or a colon. */
const NAMED_TO_PASS =
  /^(?:all |the )?(?:(?!no |not |only |new |most |some |these |known |and )[a-z-]+ ){1,3}(?:pass(?:es)?|green)$/i;
/** Words that make exit status itself the claim, even of a command that only reports. */
const EXPLICIT =
  /^(?:(?:must|should|still|is|are|all|both) +)*(?:pass(?:es|ed)?|succeed(?:s|ed)?|works?(?: correctly)?|exits? (?:with )?(?:code |status )?0|[a-z]+s (?:successfully|without (?:any |an )?errors?)|проходит|проходить|(?:が)?通る)$/iu;

/** The same in other languages. */
const FOREIGN_EXPLICIT =
  /^(?:(?:läuft|laufen|ist|sind|endet|enden) )?(?:erfolgreich|fehlerfrei)$|^(?:con éxito|com sucesso|avec succès|con successo|успешно|успішно|成功)$/iu;

/** Words that are said of a check and of nothing else. */
const PASSES = /\bpass(?:es|ed|ing)?\b|\bgreen\b|passent?$|^pasan?$|grün|проход|通过|通過|통과/iu;

/** What is said after a command, in the order of how much it leaves to a person. */
export type Tail =
  | { readonly kind: 'nothing' }
  /** Success, and nothing more; `explicit` when exit status itself is named, `passes` when only a check can do that. */
  | { readonly kind: 'verdict'; readonly explicit: boolean; readonly passes: boolean }
  /** A remark in brackets or after a dash; `exitZero` when it names exit status 0, `negative` when it denies something. */
  | {
      readonly kind: 'gloss';
      readonly exitZero: boolean;
      readonly negative: boolean;
      readonly inBrackets: boolean;
    }
  | { readonly kind: 'claim' }
  /** The command is to be run in another place, or otherwise. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'mention' };

/** Takes the end of a sentence and the dashes and arrows in front off a text. */
export function plainTail(text: string): string {
  return stripped(text).replace(SEPARATOR, '').replace(EXPECTED, '');
}

function stripped(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.;；。!！?？]/.test(text[end - 1] ?? '') && !text.slice(0, end).endsWith('...'))
    end -= 1;
  return text.slice(0, end).trim();
}

/** What is said of a command as a thing, not of its output: the command is only mentioned. */
const MENTIONS =
  'is|was|as|this|does|vs|its|plus|minus|various|uses|calls|adds|documents|instructs|needs|requires|supports|installs|replaces|depends|belongs|becomes|lives|handles|triggers|invokes|wraps|means|comes|goes|helps|lets|makes|brings|deploys|starts|stops|restarts|updates|sets|drives|tests|checks|commands|scripts|steps|flags|options|arguments|subcommands|jobs|hooks|hosts|tasks|targets|workflows|files|entries|docs|aliases';
/** Of several commands verbs are said without their ending, if they can be nothing else. */
const SAYS = 'have|show|print|display|give|yield|match|agree|answer|exit|fail|no longer \\p{L}+';
const IS =
  'green|clean|empty|ok|up|ready|running|active|healthy|synced|bound|valid|reviewed|non-empty|unchanged|available|reachable|absent|not found|success|successful';
const ADVERBS = '(?:(?:still|now|all|both|also|only|successfully|correctly|cleanly|immediately) +)*';
/** Verbs that tell what comes out, whatever follows them. */
const TELLS =
  'shows|prints|lists|returns|reports|displays|contains|outputs|says|gives|yields|emits|produces|confirms|proves|exits|fails|passes|succeeds|completes|finishes|works|runs';
/** Any other verb in the third person does so as well, if it is no noun that something is said of. */
const THIRD_PERSON = new RegExp(
  `^${ADVERBS}(?!(?:${MENTIONS})(?!\\p{L}))(?:${TELLS}|[a-z]{2,}s(?! (?:that|which|who|of|are|is|was|were|have)\\b))(?![\\p{L}\\p{N}_-])`,
  'u',
);
const CLAIM_VERB = new RegExp(
  `^${ADVERBS}(?:${SAYS}|(?:is |are |was )?(?:${IS})|(?:is|are) (?:still |now )?(?:\\d[\\d.,%]*|["“])|all (?!tests? of|of )\\p{L}+|every|each|\\d[\\d,.]*(?: ?\\/ ?\\d+)? (?:tests?|pass\\w*|ok|green|failed|failures?|errors?|warnings?|findings?|results?|rows?|lines?|matches|hits|files?)|only|exactly|at least|at most|(?:below|above|under|over) \\d[\\w.,%]*|(?:is|are) (?:below|above|under|over|between|within(?= \\d)|around|at most|at least|(?:less|more|smaller|larger) than)|no output|nothing|zero|no \\p{L}+|0 \\p{L}+|(?:should|must|does|do|did|will|would|can)(?: not)? (?:be (?:${IS})|(?!be |run |have been )\\p{L}+))(?![\\p{L}\\p{N}_])`,
  'iu',
);
/** Letters of another script right after a command go on about it: what they say is looked at by a person. */
const FOREIGN_MENTION =
  /^(?:[\P{L}]+(?=\P{L}|$)|等|など|を(?!実行)|や|の|か|で(?!.*(?:確認|こと|通る|返る)(?:する|した|しました|済み)?$)|.*(?:첨부|添付)|에서|으?로|을|를|등|의|나|또는|已?(?:加入|添加|新增|接入|集成|写入|写进|纳入|配置)|用于|使用|命令|脚本|добавл|додан|описан|настро|вызыва|использу|или|або)/iu;
/** Words of other languages in our letters that claim something of the command in front. */
const FOREIGN_CLAIM =
  /^(?:muestran?|devuelve|responde|lista|imprime|contiene|excluye|completan?|compilan?|termina|retourne|ne|affiche|donne|renvoie|contient|compile|zeig(?:t|en)|liefert|gibt|meldet|ergibt|bleib(?:t|en)|listet|mostra|retorna|exibe|anotado|wyświetla|zwraca|pokazuje|menampilkan|mengembalikan|toont|geeft|visar|trả về|limpi[oa]s?|limpo|propre|sauber|puhdas|schoon|rent|pulito|sin|sem|senza|sans|ohne|zonder|utan|uden|bez|tanpa|est|sont|ist|sind|en verde|no verde|passent?|réussit|pasan?|passam?|passano|funcionan?|läuft|laufen|läu)(?![\p{L}\p{N}_])/iu;
/** What a tool calls the state of a thing, as it spells it: `Synced and Healthy`. */
const STATUS =
  /^(?:all )?(?:Ready|Running|Healthy|Synced|Bound|Active|True|Complete|Completed|Available|Up|Online|Succeeded|OK|PASS|UP)(?:(?:,| and|\/) ?\p{Lu}\p{L}+)*$/u;
/** Another place, or other means, right after a verdict or the command itself. */
const ELSEWHERE =
  /^(?:in|on|from|inside|against|through|at|under|within|over|across|via|using|by|for|to|of|when|while|during|de|en|dans|sur|im|in der|auf|mit|bei|на|в|с|з|after|before|before|into|and|or)(?=$|[^\p{L}\p{N}_])/iu;
const VERDICT_START = new RegExp(`^${BEFORE_SUCCESS}(?:${SUCCESS})(?![\\p{L}\\p{N}_])`, 'iu');
const PLACE_AFTER_VERDICT =
  /^[ ,]*(?:(?:in(?! (?:(?:the )?(?:outputs?|logs?|console|stdout|stderr|report|summary|terminal)\b|less|under|about|at most|around|roughly|~|\d|an? (?:few|couple|second|minute)|[a-z-]+ mode\b|both\b))|inside|against|from(?! (?:a |the )?clean)|at|under|within|through|on(?! (?:the )?first| (?:the|this) branch| (?:every|each|all) (?:the )?(?:crates?|packages?|modules?|projects?|files?|targets?|members?|workspaces?)))|with (?:the|an?)(?! \d)|with(?= `-)|desde|em|na|aus|von|из|на|в(?! (?:выводе|логах?|консоли))|auf|en(?! (?:la )?(?:salida|consola|logs?))|dans)(?=$|[^\p{L}\p{N}_])/iu;
const NEGATIVE =
  /\b(?:no|not|none|nothing|never|empty|exit(?:s|ed)?(?: code| status)? [1-9]\d*|non-?zero|fail\w*|gone|removed?|deleted?|absent|missing|rejected|denied|forbidden|without|moved|no longer)\b/i;

/**
 * Tells what the words after a command claim.
 *
 * @param text the rest of the sentence, code spans in backquotes, at most a few thousand characters
 */
export function readTail(text: string): Tail {
  const tail = stripped(text)
    .replace(TO_RUN, '')
    .replace(AT_HOME, '')
    .replace(ECHO, '')
    .replace(TEST_SUMMARY, '');
  if (tail === '' || /^[✅✓✔\s]+$/u.test(tail)) return { kind: 'nothing' };
  const claim = plainTail(tail).replace(/[\s✅✓✔]+$/u, '');
  if (isVerdict(claim) || (SEPARATOR.test(tail) && NAMED_TO_PASS.test(claim)))
    return {
      kind: 'verdict',
      explicit: EXPLICIT.test(claim) || FOREIGN_EXPLICIT.test(claim),
      passes: PASSES.test(claim),
    };
  if (isGloss(tail, claim)) {
    const others = tail.replace(EXIT_ZERO, '');
    const inBrackets = tail.startsWith('(');
    return { kind: 'gloss', exitZero: others !== tail, negative: NEGATIVE.test(others), inBrackets };
  }
  if (RUN_BY_OTHERS.test(claim) || ONE_OF_MANY.test(tail) || AND_WORK.test(tail)) return { kind: 'mention' };
  // Another command that would do as well.
  if (/^\((?:or|oder|ou|o|oppure|of|eller|lub|или|或|または)\s*`[^`]*`\)/iu.test(tail))
    return { kind: 'mention' };
  // The time may stand between a command and what is claimed of it.
  const behind = (AT_A_TIME.exec(tail) ?? REMARK_BEFORE.exec(tail))?.[1];
  if (behind !== undefined && !/^(?:mention|elsewhere)$/.test(readTail(behind).kind))
    return { kind: 'claim' };
  if (tail.startsWith('(')) return { kind: CLAIM_IN_BRACKETS.test(tail) ? 'claim' : 'mention' };
  if (
    EXPECTED.test(tail.replace(SEPARATOR, '')) ||
    /^[.;]\s/.test(tail) ||
    /^(?:if|when|unless)\b/i.test(tail) ||
    AND_LOOK.test(tail)
  )
    return { kind: 'claim' };
  const verdict = VERDICT_START.exec(claim);
  const isElsewhere = verdict !== null && PLACE_AFTER_VERDICT.test(claim.slice(verdict[0].length));
  if (ON_PLATFORM.test(claim)) return { kind: 'elsewhere' };
  // An arrow points to what comes out, whatever word it begins with.
  if (isElsewhere || (ELSEWHERE.test(claim) && !/^(?:→|->|⇒|=>|=)/.test(tail))) return { kind: 'elsewhere' };
  if (verdict !== null) return { kind: 'claim' };
  // Behind a comma, more things may be named that the claim is about.
  const separated = (SEPARATOR.test(tail) && !/^[,，、]/.test(tail)) || /^(?:[>≥<≤]|[1-5]\d\d\b)/.test(tail);
  const isForeign = /^(?:\S+ )?\S*(?!\p{ASCII})\p{L}/u.test(claim) && !FOREIGN_MENTION.test(claim);
  const claims =
    separated ||
    STATUS.test(claim) ||
    THIRD_PERSON.test(claim) ||
    CLAIM_VERB.test(claim) ||
    isForeign ||
    FOREIGN_CLAIM.test(claim);
  return { kind: claims ? 'claim' : 'mention' };
}

/** A verdict, or several that say the same: `passes, 0 errors`. */
function isVerdict(claim: string): boolean {
  const said = claim.replace(PARTICLE, '');
  return VERDICT.test(said) || claim.split(SAME_AGAIN).every((part) => VERDICT.test(part));
}

/** What joins a claim to the command in Japanese and Korean. */
const PARTICLE = /^(?:が|は|이|가|은|는)\s+/u;
const SAME_AGAIN = /\s*[,，;；、]\s*|\s+(?:—|–|-|→)\s+/u;

/** A system that is named is not always this one. */
const ON_PLATFORM =
  /\bon (?:windows|macos|mac os|linux|android|ios|freebsd|wsl)\b|\b(?:windows|macos|linux|android|ios) ?(?:で|上で|上|에서)/i;

/** What tells where and when it is run, and by whom. */
const RUN_BY_OTHERS =
  /^(?:is |are |gets? )?runs? (?:in|on|as|by|during|every|before|after|inside|nightly|daily|automatically)\b|^(?:\w+ ){0,2}(?:in|by|on) (?:the )?ci\b/i;

/** The command is one of several things in a row, and not all of them are commands. */
const ONE_OF_MANY = /^[,，、]\s*(?!no\b|\d)[^,，、`]{1,40}[,，、]/u;
/** Work that is ordered in the same breath. */
const AND_WORK = /\s\+ (?:add|describe|document|update|write|fix|extend)\b/i;

const AT_A_TIME =
  /^\((?:after|before|once|nach|vor|après|avant|después|antes|depois|dopo|после|після)\s[^()`]{1,60}\)\s+(?=\p{L})(.*)$/isu;
/** A remark between a command and what is claimed of it. */
const REMARK_BEFORE = /^\([^()`]{1,60}\)\s*(?:—|–|-|:|→)\s*(.+)$/su;
/** A verdict is said once more in brackets: `exits 0 (all checks passed!)`. */
const ECHO = /\s\((?:all )?(?:(?:tests?|checks?) )?pass(?:es|ed)?!?\)$/i;
/** What a runner of tests says of a run whose exit status was just named: `returns 0 (6 passed, 1 skipped)`. */
const TEST_SUMMARY =
  /(?<=\b(?:exits?|returns?)(?: with)?(?: code| status)? 0) \(\d+ (?:tests? )?pass(?:ed|es)?(?:, \d+ (?:skipped|deselected|ignored|xfailed|pending|todo))*(?: in [\d.]+ ?m?s)?\)$/i;
/** That it is to be run, said behind it. */
const TO_RUN =
  /^(?:aus(?:führen)?|laufen lassen|uit(?:voeren)?|を?実行(?:する|して)?|(?:을|를)? ?실행(?:한다|하여|하고|해)?|çalıştır)(?![\p{L}])/iu;
const AT_HOME = new RegExp(
  `^(?:locally|локально|localmente|lokal|本地|(?:from|at|in) ${TOP})(?![\\p{L}])`,
  'iu',
);
const EXIT_ZERO = /\bexits? (?:code |status )?0\b/i;
const CLAIM_IN_BRACKETS =
  /^\((?:(?:0|zero) [a-z]|no (?:errors|warnings|failures|findings|issues|vulnerabilities|changes|output|regressions)\b)|\?\)$|^\([^()]*(?:\d\/\d|\bpass(?:es|ed|ing)?\b)|^\((?:if|when|unless|should|must|will|may|needs? ~?\d|expect\w*|returns?|shows?|prints?|or|→|≥|=)(?=\W)|^\(\s*[→≥≤<>=~]\s*\d/i;
const AND_LOOK =
  /^,? ?(?:(?:and|to) (?:verify|validate|check|confirm|ensure|make sure|see|look|prove|detect|catch)|and (?:verified|checked|confirmed|ensured|made sure))\b/i;

/** A remark that explains and claims nothing more: in brackets, after a dash, or after `exit 0`. */
function isGloss(tail: string, claim: string): boolean {
  const remark =
    /^\(([^()]*(?:\([^()]*\)[^()]*)?)\)$/.exec(tail)?.[1] ??
    (/^(?:—|–|-|→|->)\s/u.test(tail) ? claim : undefined) ??
    (/^exits? 0\b/i.test(claim) ? claim : undefined);
  if (remark === undefined || remark === '') return false;
  // One or two words in brackets name a place or a platform.
  if (tail.startsWith('(') && remark.split(' ').length < 3 && !EXIT_ZERO.test(remark)) return false;
  if (
    /\b(?:and|or|but|if|unless|except|then)\b|[<>≥≤%`"]|;(?! ?exits? 0)|\d+ \w+s\b|[,;] *(?:no|all|\d|line|every|each)\b/i.test(
      remark,
    )
  )
    return false;
  return !/\b(?:shows|prints|lists|returns|reports|displays|contains|outputs|matches|green|clean|pass(?:es|ed)?|verify|confirm|should|must|expect\w*|in|on|from|with|only|local(?:ly)?|running|active|exits? [1-9])\b/i.test(
    remark,
  );
}
