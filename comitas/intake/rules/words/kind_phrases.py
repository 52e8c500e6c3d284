"""Phrases that say what a letter is, by kind and language. The kinds stand in the order in which they are believed.

A reminder also says "request for assistance", a refusal also quotes one: the rarer thing is believed first.
"""

KIND_PHRASES: dict[str, tuple[str, ...]] = {
    "withdrawal": (
        "withdraw the request", "withdraw our request", "withdrawal of the request", "withdrawal of request",
        "assistance is no longer required", "retrait de la demande", "retirer la demande", "retirons la demande",
        "retire la demande", "désistement", "retiro de la solicitud", "desistimiento", "se retira la solicitud",
        "retirar la solicitud", "отзыв запроса", "отзываем запрос", "об отзыве запроса", "отозвать запрос",
        "سحب الطلب", "سحب طلب", "撤回请求", "撤回刑事司法协助请求", "撤回上述请求", "retirada do pedido", "retira o pedido",
        "desistência do pedido",
    ),
    "refusal": (
        "request is refused", "request has been refused", "refuse the request", "refusal of the request", "refusal of request",
        "unable to grant the request", "request cannot be granted", "declined to execute", "refus d'entraide",
        "refus de la demande", "demande est rejetée", "demande a été rejetée", "refuser l'entraide", "refuser la demande",
        "ne peut être donné suite", "rejet de la demande", "se deniega", "denegación de la solicitud", "denegar la solicitud",
        "ha sido denegada", "fue denegada", "se ha denegado", "рассмотрело ~ отказано", "в исполнении запроса отказано",
        "отказано в исполнении", "отказ в исполнении", "отказать в исполнении", "об отказе", "رفض الطلب", "رفض طلب", "تعذر تنفيذ الطلب",
        "拒绝请求", "拒绝提供", "不予执行", "拒绝执行", "recusa do pedido", "pedido foi recusado", "foi recusado", "indeferimento",
        "indeferido", "recusado o pedido",
    ),
    "reminder": (
        "reminder", "to recall the request", "recall our request", "no reply has been received", "no response has been received",
        "have not yet received a reply", "have not received a reply", "remains unanswered", "rappel", "sans réponse à ce jour",
        "n'a pas reçu de réponse", "n'avons pas reçu de réponse", "resté sans réponse", "restée sans réponse", "recordatorio",
        "reiterar la solicitud", "no se ha recibido respuesta", "sin respuesta hasta la fecha", "напоминание",
        "ответ до настоящего времени не поступил", "ответ не поступил", "до настоящего времени ответ", "تذكير", "تعقيب",
        "عدم ورود رد", "لم يردنا", "لم يصلنا رد", "催办", "催复", "催询", "至今未收到", "尚未收到答复", "insistência",
        "não foi recebida resposta", "sem resposta até", "reiteração do pedido", "lembrete",
    ),
    "supplement": (
        "supplementary request", "supplement to the request", "supplement to our request", "supplementary information",
        "additional information to our request", "in addition to our request", "further to our request", "complément d'information",
        "complément à la demande", "demande complémentaire", "commission rogatoire complémentaire", "précisions complémentaires",
        "ampliación de la solicitud", "solicitud complementaria", "información complementaria", "en complemento",
        "дополнение к запросу", "в дополнение к запросу", "дополнительный запрос", "طلب تكميلي", "معلومات تكميلية", "استكمالا لطلب",
        "补充请求", "补充材料", "补充提供", "补充如下", "补充司法协助", "补充刑事司法协助", "pedido complementar", "complemento ao pedido", "aditamento ao pedido",
        "aditamento",
    ),
    "acknowledgement": (
        "acknowledge receipt", "acknowledgement of receipt", "acknowledges receipt", "accusé de réception", "accuser réception",
        "accuse réception", "acuse de recibo", "acusar recibo", "se acusa recibo", "подтверждает получение", "подтверждаем получение",
        "подтверждение получения", "نؤكد استلام", "إشعار بالاستلام", "تأكيد استلام", "确认收到", "已收悉", "acuso a receção",
        "acusamos a receção", "aviso de receção", "acusa o recebimento", "acusamos o recebimento",
    ),
    "provisional_arrest": (
        "provisional arrest", "arrestation provisoire", "detención preventiva con fines de extradición",
        "detención provisional con fines de extradición", "временный арест", "временное задержание", "временном аресте",
        "временном задержании", "التوقيف المؤقت", "القبض المؤقت", "临时逮捕", "临时羁押", "detenção provisória ~ extradição",
        "prisão preventiva para extradição", "prisão cautelar para fins de extradição",
    ),
    "extradition_request": (
        "request for extradition", "request for the extradition", "requests the extradition", "extradition request",
        "demande d'extradition", "demande l'extradition", "solicitud de extradición", "solicita la extradición",
        "запрос о выдаче", "просьба о выдаче", "просит выдать", "طلب تسليم", "طلب تسليم المتهم", "طلب استرداد", "引渡请求",
        "请求引渡", "pedido de extradição", "solicita a extradição",
    ),
    "spontaneous": (
        "without prior request", "spontaneous information", "spontaneous transmission", "transmission of information without",
        "transmission spontanée", "information spontanée", "sans demande préalable", "transmisión espontánea",
        "información espontánea", "sin solicitud previa", "без предварительного запроса", "без предварительной просьбы",
        "в инициативном порядке", "инициативная информация", "معلومات تلقائية", "نقل تلقائي", "دون طلب مسبق", "من تلقاء نفسها",
        "主动提供", "自发提供", "未经事先请求", "transmissão espontânea", "informação espontânea", "sem pedido prévio",
    ),
    "enquiry": (
        "enquiry", "inquiry concerning the procedure", "before sending a formal request", "not a request",
        "prior to submitting a formal request", "demande de renseignements préalable", "avant d'adresser une demande formelle",
        "ne constitue pas une demande", "simple demande de renseignements", "consulta previa", "no constituye una solicitud",
        "antes de presentar una solicitud formal", "предварительный запрос информации", "не является запросом о правовой помощи",
        "до направления официального запроса", "استفسار", "لا يشكل طلبا", "قبل تقديم طلب رسمي", "咨询函", "咨询", "不构成正式请求", "征询",
        "consulta prévia", "não constitui um pedido", "antes de apresentar um pedido formal",
    ),
    "reply": (
        "in reply to your", "in response to your", "reply to your request", "in execution of your request", "in answer to your",
        "en réponse à votre", "réponse à votre demande", "pièces d'exécution", "en exécution de votre", "en contestación a su",
        "en respuesta a su", "en respuesta al oficio", "cumplimiento de la comisión rogatoria", "en cumplimiento de su",
        "в ответ на ваш", "на ваш запрос сообщаем", "во исполнение вашего запроса", "направляем материалы, полученные",
        "материалы исполнения", "ردا على كتابكم", "ردا على طلبكم", "جوابا على", "تنفيذا لطلبكم", "复函", "答复贵方", "现将执行结果", "执行结果",
        "现函复", "em resposta ao", "em resposta à", "em cumprimento do pedido", "em cumprimento da carta rogatória",
    ),
    "status_query": (
        "state of execution", "status of the request", "status of our request", "current status", "état d'avancement",
        "état d'exécution", "estado de ejecución", "estado de la solicitud", "estado de tramitación", "ход исполнения",
        "о ходе исполнения", "مآل الطلب", "إفادتنا بما تم", "进展情况", "办理进展", "执行情况", "ponto de situação", "andamento do pedido",
        "estado do pedido",
    ),
    "transfer_of_proceedings": (
        "transfer of criminal proceedings", "transfer of proceedings", "dénonciation aux fins de poursuites",
        "transmission des poursuites", "transfert des poursuites", "traslado de actuaciones", "traslado del proceso penal",
        "передача уголовного преследования", "осуществление уголовного преследования", "نقل الإجراءات", "刑事诉讼移管",
        "transferência de processos", "transmissão de processos penais",
    ),
    "transfer_of_sentenced_person": (
        "transfer of a sentenced person", "transfer of the sentenced person", "transfer of sentenced", "transfèrement",
        "traslado de persona condenada", "traslado de la persona condenada", "передача осуждённого", "передаче осуждённого",
        "نقل المحكوم عليه", "移管被判刑人", "transferência de pessoa condenada", "transferência da pessoa condenada",
    ),
    "request": (
        "request for mutual legal assistance", "request for legal assistance", "request for assistance", "letter of request",
        "letters rogatory", "requests the assistance", "request for international", "request for judicial assistance",
        "mutual assistance request", "demande d'entraide", "commission rogatoire", "demande d'assistance",
        "solicitud de asistencia", "comisión rogatoria", "exhorto internacional", "carta rogatoria", "requerimiento de asistencia",
        "запрос о правовой помощи", "запрос об оказании правовой помощи", "просьба о правовой помощи", "поручение об оказании",
        "международное следственное поручение", "طلب مساعدة قانونية", "طلب المساعدة", "طلب مساعدة", "إنابة قضائية", "الإنابة القضائية",
        "司法协助请求", "请求协助", "司法协助的请求", "刑事司法协助", "pedido de auxílio", "pedido de cooperação", "pedido de assistência",
        "solicitação de assistência", "carta rogatória",
    ),
}  # fmt: skip

# Kinds whose words may stand in a request without making it something else: believed only in the subject or alone.
ONLY_WHEN_PROMINENT = frozenset({"status_query", "reply", "supplement", "acknowledgement", "transfer_of_proceedings"})
