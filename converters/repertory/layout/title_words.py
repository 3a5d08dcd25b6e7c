"""The words with which the titles of columns begin, in the six official languages.

A title has the role of the longest beginning that it has, if no further letters follow but those of
an ending (`Paragraph`, `Paragraphs`). A title in the table is *exact*; `Topic in short` is longer.
"""

from __future__ import annotations

from typing import Final

TITLES: Final = {
    "en": {
        "topic": "topic|subtopic|sub-topic|subject|sub-subject|subject matter|theme|subtheme|"
        "sub-theme|thematic area|heading|subheading|sub-heading|keyword|area of work|issue|"
        "category|subcategory|sub-category|categories|subcategories|sub-categories|item|field|"
        "agenda item|cluster|thematic cluster|subject area|focus area|area",
        "document": "document|doc|doc.|meeting report|session report|report|symbol|source|"
        "document symbol|doc. symbol",
        "decision": "decision|resolution|conclusion|measure|act",
        "paragraphs": "paragraph|para|para.|paras|par|par.|pars|report paragraph|"
        "operative paragraph|subparagraph|sub-paragraph",
        "reference": "reference|recommendation|ref|ref.|refs|rec|rec.|recs",
        "text": "text|full text|recommendation text|wording|concluding observation|observation",
        "position": "position|upr position|response|state response|state position|"
        "response of the state|position of the state",
        "addressee": "addressee|addressed to|state party|states parties|country|"
        "countries|state|state under review|"
        "states under review|country under review|countries under review|reviewed state|"
        "reviewed country",
        "state": "recommending state|recommending country|recommending countries|"
        "upr recommending state|upr recommending country|recommended by",
        "session": "session|upr session|meeting",
        "date": "date|publication date|date of adoption|adoption date",
        "sdg": "sdg|sdg target|sdg goal|sustainable development goal",
        "identifier": "identifier|id|annotation id|recommendation id|record id",
    },
    "fr": {
        "topic": "sujet|sous-sujet|thème|sous-thème|theme|rubrique|question|matière|mot clé|"
        "mot-clé|domaine|catégorie|sous-catégorie",
        "document": "document|cote|rapport",
        "decision": "décision|résolution|conclusion|mesure|acte",
        "paragraphs": "paragraphe|par.|par|alinéa",
        "reference": "référence|reference|renvoi|recommandation|réf.|réf",
        "text": "texte|observation finale|observations finales|texte intégral|"
        "texte de la recommandation|libellé",
        "position": "position|réponse|réponse de l’état|position de l’état",
        "addressee": "destinataire|pays|état|état examiné|états examinés|pays examiné",
        "state": "état auteur|état recommandant|pays auteur|auteur de la recommandation",
        "session": "session|réunion",
        "date": "date|date d’adoption|date de publication",
        "sdg": "odd|cible des odd|objectif de développement durable|"
        "objectifs de développement durable",
        "identifier": "identifiant|id",
    },
    "es": {
        "topic": "tema|subtema|asunto|materia|epígrafe|cuestión|palabra clave|ámbito|esfera|"
        "categoría|subcategoría",
        "document": "documento|signatura|informe",
        "decision": "decisión|decisiones|resolución|resoluciones|conclusión|conclusiones|medida",
        "paragraphs": "párrafo|parrafo|párr.|párrs.|párr|apartado",
        "reference": "referencia|remisión|recomendación|recomendaciones|ref.|ref",
        "text": "texto|observación final|observaciones finales|texto completo|"
        "texto de la recomendación",
        "position": "posición|respuesta|respuesta del estado|posición del estado",
        "addressee": "destinatario|país|países|estado|estado examinado|estados examinados",
        "state": "estado que recomienda|país que recomienda|estado recomendante|"
        "país recomendante|autor de la recomendación",
        "session": "período de sesiones|sesión|reunión",
        "date": "fecha|fecha de aprobación|fecha de publicación",
        "sdg": "ods|meta de los ods|objetivo de desarrollo sostenible|"
        "objetivos de desarrollo sostenible",
        "identifier": "identificador|id",
    },
    "ru": {
        "topic": "тема|темы|подтема|подтемы|вопрос|предмет|рубрика|рубрики|тематика|категори|"
        "область работы|области работы",
        "document": "документ|доклад|условное обозначение",
        "decision": "решени|резолюци|заключени|мера|меры",
        "paragraphs": "пункт|пп.|п.|подпункт",
        "reference": "ссылка|ссылки|рекомендаци|номер рекомендации|обозначение рекомендации",
        "text": "текст|полный текст|текст рекомендации",
        "position": "позици|ответ",
        "addressee": "адресат|страна|страны|государств|государство – объект обзора|"
        "рассматриваемое государство",
        "state": "рекомендующее государство|рекомендующая страна|рекомендующие государства",
        "session": "сесси|совещани|заседани",
        "date": "дата|даты|дата принятия|дата публикации",
        "sdg": "цур|цель в области устойчивого развития|цели в области устойчивого развития",
        "identifier": "идентификатор",
    },
    "ar": {
        "topic": "الموضوع|المواضيع|الموضوعات|المسألة|العنوان|الموضوع الفرعي|الفئة|المجال",
        "document": "الوثيقة|الوثائق|التقرير|تقرير الاجتماع|الرمز|تقرير",
        "decision": "المقرر|المقررات|القرار|القرارات|الاستنتاج|الاستنتاجات|التدبير|التدابير",
        "paragraphs": "الفقرة|الفقرات|الفقرتان|رقم الفقرة|أرقام الفقرات",
        "reference": "المرجع|المراجع|الإشارة|الإحالة|التوصية|التوصيات",
        "text": "النص|النص الكامل|نص التوصية",
        "position": "الموقف|الرد",
        "addressee": "الجهة الموجه إليها|البلد|البلدان|الدولة|الدول|الدولة موضوع الاستعراض",
        "state": "الدولة الموصية|الدولة مقدمة التوصية|الدول الموصية",
        "session": "الدورة|الاجتماع",
        "date": "التاريخ|تاريخ الاعتماد|تاريخ النشر",
        "sdg": "هدف التنمية المستدامة|أهداف التنمية المستدامة",
        "identifier": "المعرف|الرقم التعريفي",
    },
    "zh": {
        "topic": "主题|专题|议题|题目|标题|分主题|子主题|次主题|类别|领域|工作领域",
        "document": "文件|会议报告|报告|文号",
        "decision": "决定|决议|结论|措施",
        "paragraphs": "段",
        "reference": "参考|参引|参见|提及|索引|建议|编号|在",
        "text": "案文|全文|建议案文|建议全文",
        "position": "立场|答复|回应",
        "addressee": "对象|国家|受审议国|接受审议国",
        "state": "建议国|提出建议国|提出建议的国家",
        "session": "届会|会议|届次",
        "date": "日期|通过日期|发布日期",
        "sdg": "可持续发展目标",
        "identifier": "标识符|识别号",
    },
}
"""Language -> role -> the beginnings of its titles, separated by `|`, in lower case."""

RECOMMENDATIONS: Final = frozenset(
    "recommendation|recommandation|recomendación|recomendaciones|рекомендаци|"
    "التوصية|التوصيات|建议".split("|")
)
"""The beginnings of titles above references or texts, whichever the cells are."""

ENDINGS: Final = {
    **dict.fromkeys(("en", "fr", "es"), r"(?:s|es|x)?"),
    "ru": r"[^\W\d_]{0,3}",
    "ar": r"[^\W\d_]{0,2}",
    "zh": r"\w*",
}
"""Language -> the letters that may follow a beginning in its word."""

NUMBER_WORD: Final = (
    r"(?:no|nos|n°|nº|№|number|numbers|symbol|symbols|code|codes|numéro|numéros|número|números|"
    r"номер|номера|رقم|号)\.?"
)
"""The words for a number at the end of a title: `Document symbol`, `Recommendation No.`."""

OTHER_THING: Final = (
    r"(?:type|kind|date|url|link|language|description|status|id|lien|langue|tipo|enlace|idioma|"
    r"fecha|тип|дата|язык)"
)
"""The words after a beginning that name another thing: a `Topic ID` is not a topic."""

TITLE_WORD: Final = r"(?:title|titre|título|название|заголовок)"
"""The words for a title, after the word for a document."""

DOCUMENTS: Final = ("document", "decision", "session")
"""The roles of documents."""
