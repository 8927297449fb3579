import { TOP } from './words-before.ts';

/** That something runs, or comes to its end. */
const FOREIGN_RUNS =
  '(?:läuft|laufen|endet|enden|termin(?:a|an|e|ent)|finalizan?|acaban?|se (?:ejecutan?|completan?|termine(?:nt)?)|tourne(?:nt)?|compile(?:nt)?|compilan?|construyen?|rodam?|executam?|concluem?|girano?|draait|draaien|loopt|eindigt|körs?|działa|kończy się|завершается|завершується|выполняется|виконується|собирается)';

/** What is said of a check that went well, in the languages that checklists were seen in. */
const SUCCESS = [
  'runs? to completion|pass(?:es|ed|ing)?|succeed(?:s|ed)?|success(?:ful)?|works?|working|green|ok(?:ay)?|✅|exit(?:s|ed)? (?:with )?(?:exit )?(?:code |status )?0|returns? (?:exit (?:code|status) )?0|exit ?code ?[:=]? ?0',
  '[a-z]+(?:es|s|ed)? (?:successfully|cleanly|without (?:any |an )?errors?|with(?:out| no| zero| 0) errors?)|complet(?:es|ed)|compiles?|builds|build success(?:ful)?',
  '(?:all )?(?:tests?|checks?|packages|suites?)(?: all)? (?:pass(?:es|ed|ing)?|green|ok)',
  '(?:\\p{L}+ )?(?:sem erros?|sin errores|sans erreurs?|senza errori|ohne fehler|без ошибок|без помилок)',
  '(?:alle|tous les|toutes les|todos los|todas las|todos os|todas as|tutti i|tutte le|wszystkie|все|усі|всі|semua|seluruh|tất cả) (?:\\p{L}+ )?(?:grün|verts?|vertes?|verdes?|verdi|zielone|зел[её]ные|зелені|hijau|xanh|passent|pasan|passam|passano|bestehen|przechodzą|проходят|проходять|lulus)',
  '(?:zéro|zero|cero|0|ноль|нуль|aucune?|keine?|ninguna?|ningún|nenhuma?) (?:erreurs?|errores|error|erros?|fehler|falhas?|fallos?|échecs?|ошибок|помилок)(?: [a-z]+)?',
  '(?:with )?(?:no|zero|0) (?:(?!(?:new|obvious|critical|serious|major) )[a-z]+ )?(?:errors?|failures)|without (?:any )?errors?',
  'passe(?:nt)?|réussi(?:t|ssent)|fonctionne(?:nt)?|sans erreurs?|au vert|est vert|verte?s?',
  'pasan?|funcionan?|en verde|verdes?|(?:completan? |compilan? )?sin errores|exitos[oa]s?|correctos?',
  'passam?|passando|funcionando|(?:zero|0|nenhum) erros?|(?:compilam? |rodam? )?sem erros?|com sucesso|passano|senza errori|verdi',
  'besteh(?:t|en)|l(?:äuft|aufen)(?: fehlerfrei| erfolgreich| ohne fehler)? durch|(?:ist |sind )?grün|erfolgreich|fehlerfrei|ohne fehler',
  '(?:läuft|laufen|rodam?|executam?|ejecutan?|corren?|tourne(?:nt)?|s.exécute|выполняется|работает|працює|виконується)(?: sem erros?| sin errores| sans erreurs?| ohne fehler| без ошибок| без помилок)',
  '(?:returns?|reports?) success|successfully|slaagt|slagen|groen|zonder fouten|går igenom|passerar|grönt?|utan fel|przechodz(?:i|ą)|bez błędów|proch[áa]z(?:í|ejí)|projde|bez chyb',
  `${FOREIGN_RUNS} (?:fehlerfrei|ohne fehler|erfolgreich|correctamente|con éxito|sin (?:errores|fallos)|sans (?:erreurs?|échec)|avec succès|correctement|sem (?:erros?|falhas)|com sucesso|corretamente|senza errori|con successo|correttamente|zonder fouten|utan fel|bez błędów|без ошибок|без помилок|успешно|успішно)`,
  '(?:termin(?:a|an|e|ent)|завершается|завершується|ende[nt]{1,2}|se termine) (?:con|com|с|з|mit|avec|med) (?:(?:el |le |o )?(?:código|code|codice|кодом|exit[- ]?code)(?: de (?:sortie|salida|saída))? )?0',
  '(?:返回|devuelve|retorna|renvoie|retourne|gibt|liefert|zwraca|возвращает|повертає) ?0',
  'läuft grün durch|passe(?:nt)? au vert|går (?:grönt|igenom)|va a buon fine|(?:kører|virker) uden fejl|menee läpi|chạy thành công|περνάει|עובר|पास होता है|が?(?:通る|成功する|パスする|通過する)こと(?:を確認(?:する|した|済み)?)?|がエラーな(?:しで|く)(?:終わる|通る|完了(?:する)?|終了(?:する)?)',
  'geçiyor|geçer|geçti|başarılı|hatasız|yeşil|lulus|berhasil|sukses|hijau|tanpa error|xanh|thành công|không (?:có )?lỗi',
  'проход(?:ит|ить|ят)|заверш(?:ается|ился|илась) (?:успешно|без ошибок)|успешно|успішно|без ошибок|без помилок|зел[её]н(?:ый|ая|ые|ое)|зелен(?:ий|і|а)|أخضر|كله أخضر|ينجح',
  '(?:(?:所有|全部|全体)?(?:测试|測試|检查|用例))?(?:本地|实际|编译|构建|運行|运行|执行)?(?:全部|均|都|全|已)?(?:通过|全过|退出码 ?(?:为 ?)?0|通過|绿色?|綠)|全绿|(?:编译|构建|运行|执行)?成功|(?:无|無|没有|零|0 ?个?) ?(?:任何|语法|类型|编译)?(?:错误|errors?|報錯|报错|失败)|無錯誤',
  '(?:が|を|で)?(?:実行[・、]?)?(?:全て?|すべて)?(?:の?テスト)?(?:が ?)?(?:pass|green|パス|通る|通過|成功|グリーン|エラーなし|エラー ?0)(?: ?する(?:こと)?| ?した(?:こと)?| ?していること| ?している|で完了|件)?',
  '(?:전체 |모두 )?(?:통과|성공|그린|오류 ?(?:없음|0 ?[건개]?)|에러 ?(?:없음|0 ?[건개]?))(?:했다|한다|함|됨)?',
].join('|');
const AFTER_SUCCESS = String.raw`(?:[ ,]+(?:correctly|без ошибок(?: [a-z]+)?|sem erros?|sin errores|sans erreurs?|ohne fehler|senza errori|без ошибок|без помилок|localmente|lokal|локально|locally|successfully|cleanly|again|(?:from|at|in) ${TOP}|with (?:exit )?(?:code|status|exit code) 0|with(?:out)? (?:any |no |zero |0 )?(?:(?!(?:new|obvious|critical|serious|major) )[a-z]+ )?(?:errors?|failures?)|without failures?|\(exit(?: code)? 0\)))*`;
const BEFORE_SUCCESS =
  '(?:(?:must|should|be|still|now|is|are|all|both|again|completes|pass:?|output:?|result:?|ist|sind|est|sont|est[áa]n?|são|toujours|siempre|weiterhin|alle|tout|todo) +)*';
/** What points from a command to what is said of it. */
export const SEPARATOR = /^(?:(?:—|–|，|：|--?(?=\s)|->|→|⇒|=>|=|:|,)\s*)+/u;
/** That what follows is what should come out. */
export const EXPECTED =
  /^(?:expected(?: output| result)?|expect|erwartet|attendu|esperado|ожидается)\s*:?\s+|^pass\s*:\s+/i;
const VERDICT = new RegExp(`^${BEFORE_SUCCESS}(?:${SUCCESS})${AFTER_SUCCESS}$`, 'iu');
/** What passes, named again behind a dash or a colon. */
export const NAMED_TO_PASS =
  /^(?:all |the )?(?:(?!no |not |only |new |most |some |these |known |and |key |core |main |relevant |affected |related )[a-z-]+ ){1,3}(?:pass(?:es)?|green)$/i;
/** Words that make exit status itself the claim, even of a command that only reports. */
export const EXPLICIT =
  /^(?:(?:must|should|still|is|are|all|both) +)*(?:pass(?:es|ed)?|succeed(?:s|ed)?|works?(?: correctly)?|exits? (?:with )?(?:code |status )?0|[a-z]+s (?:successfully|without (?:any |an )?errors?)|проходит|проходить|(?:が)?通る)$/iu;

/** The same in other languages. */
export const FOREIGN_EXPLICIT =
  /^(?:(?:läuft|laufen|ist|sind|endet|enden) )?(?:erfolgreich|fehlerfrei)$|^(?:passe(?:nt)? sans erreurs?|pasan? sin errores|passam? sem erros?|funcionan?|fonctionne(?:nt)?|funktionier(?:t|en)|работает|працює|con éxito|com sucesso|avec succès|con successo|успешно|успішно|成功)$/iu;

/** Words that are said of a check and of nothing else. */
export const PASSES = /\bpass(?:es|ed|ing)?\b|\bgreen\b|passe(?:nt)?$|^pasan?$|grün|проход|通过|通過|통과/iu;
/** A claim that begins with a verdict, whatever follows. */
export const VERDICT_START = new RegExp(`^${BEFORE_SUCCESS}(?:${SUCCESS})(?![\\p{L}\\p{N}_])`, 'iu');

/** A verdict, or several that say the same: `passes, 0 errors`. */
export function isVerdict(claim: string): boolean {
  const said = claim.replace(PARTICLE, '');
  return VERDICT.test(said) || claim.split(SAME_AGAIN).every((part) => VERDICT.test(part));
}

/** What joins a claim to the command in Japanese and Korean. */
const PARTICLE = /^(?:が|は|이|가|은|는)\s+/u;
const SAME_AGAIN = /\s*[,，;；、]\s*|\s+(?:—|–|-|→)\s+/u;
