const CONNECTED = 'مربوطة'
const ON_PROFILE = 'إحصاءاتك الموثّقة على ملفك.'
const RENEWED = { title: CONNECTED, happened: ON_PROFILE, todo: 'نجدّدها عنك.' }
const LOOKED_AFTER = { title: CONNECTED, happened: ON_PROFILE, todo: 'نحن نعتني بها.' }
const GOOD_UNTIL = {
  title: CONNECTED,
  happened: ON_PROFILE,
  todo: 'صالحة حتى {date}. سنخبرك حين يحين الوقت.',
}
const RENEW_TITLE = 'موافقة جديدة قبل {date}'
const RENEW_TODO = 'جدّد متى شئت قبل ذلك ولن يتوقف شيء.'
const START_AGAIN = 'أغلقت تلك النافذة؟ ابدأ هنا من جديد.'
const WE_KEEP_ASKING = 'لا شيء عليك فعله. نواصل السؤال إلى أن يصل جواب.'
const ON_US = 'هذه علينا'
const NO_NEED = 'لا شيء عليك فعله، ولا حاجة إلى إعادة الربط.'
const OFF = {
  title: 'أوقفتها بنفسك',
  happened: 'أوقفت {name} في {date}. لا نملك أي إذن لها ولا نقرأ شيئًا.',
  todo: 'تريد إعادتها؟ اربطها متى شئت.',
}
const IF_MEANT = 'إن كان ذلك مقصودًا فاتركه كما هو. وإن أردت استعادة إحصاءاتك فاربط {name}.'
const LOST_TOUCH = 'فقدنا الاتصال بـ {name}'
const NO_ANSWER = (network: string) => `لم تُجب ${network} عن أسئلتنا منذ {date}. ربطك نفسه سليم.` as const
const OUR_SIDE = (network: string) =>
  `تحديثات ${network} متوقفة منذ {date} ريثما نصلح شيئًا من جهتنا. ربطك سليم.` as const
const OPEN_AT = (network: string) =>
  `هناك تسجيل دخول مفتوح لدى ${network}. أكمله هناك وستتحدّث هذه البطاقة وحدها.` as const

export const channelStates = {
  instagram: {
    not_connected: {
      title: 'Instagram',
      happened: 'أظهر للعلامات التجارية وصولك وجمهورك وكيف يتفاعل الناس.',
      todo: 'يعمل مع الحسابات الاحترافية: صانع محتوى أو نشاط تجاري.',
    },
    connecting: { title: 'بانتظار Instagram', happened: OPEN_AT('Instagram'), todo: START_AGAIN },
    connected: { no_end: LOOKED_AFTER, renewed_by_us: RENEWED, person_needed_by: GOOD_UNTIL },
    renew: {
      title: RENEW_TITLE,
      happened: 'ينتهي إذن Instagram لـ {name} في {date}، وهذه المرة لم نتمكن من تمديده عنك.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'خانة واحدة بقيت فارغة',
      happened: 'نرى {name}، لكن Instagram لا يشارك كل شيء. الناقص: {missing}.',
      todo: 'زيارة واحدة إلى Instagram تكفي: أبقِ مفتاح الإحصاءات مفعّلًا.',
    },
    delayed_network: {
      title: 'Instagram بطيء في الرد',
      happened: NO_ANSWER('Instagram'),
      todo: WE_KEEP_ASKING,
    },
    delayed_us: { title: ON_US, happened: OUR_SIDE('Instagram'), todo: NO_NEED },
    off: OFF,
    reconnect: {
      expired: {
        title: 'حان وقت ربط جديد',
        happened: 'انتهى إذن Instagram لـ {name} في {date}. هذا التاريخ يحدّده Instagram.',
        softened: 'يبدو أن إذن Instagram لـ {name} انتهى نحو {date}.',
        todo: 'سجّل الدخول باسم {name} وستعود.',
      },
      account_changed: {
        title: 'تغيير لدى Instagram',
        happened: 'منذ {date} لم يعد {name} حسابًا احترافيًا، ولا يشارك Instagram إحصاءات غيرها.',
        softened: 'يبدو أن بيانات دخول {name} تغيّرت نحو {date} فأخرجنا Instagram.',
        todo: 'سجّل الدخول باسم {name} مرة أخرى. يجب أن يكون حساب صانع محتوى أو نشاط تجاري.',
      },
      revoked: {
        title: 'أُوقف الوصول',
        happened: 'أُوقف وصول {platform} في إعدادات Instagram الخاصة بـ {name} في {date}.',
        softened: 'يبدو أن وصول {platform} أُوقف في إعدادات Instagram الخاصة بـ {name} نحو {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Instagram يريد التأكد من أنك أنت',
        happened: 'أجرى Instagram فحص أمان معتادًا لـ {name} في {date} وأخرج التطبيقات المرتبطة.',
        softened: 'يبدو أن Instagram طلب فحص أمان لـ {name} نحو {date}.',
        todo: 'افتح Instagram وأكمل الفحص، ثم اربط {name} هنا.',
      },
      account_unavailable: {
        title: 'لا يستطيع Instagram عرض {name}',
        happened: 'منذ {date} يقول Instagram إن {name} غير متاح. قد يكون ذلك مؤقتًا.',
        softened: 'يبدو أن {name} غير متاح على Instagram منذ {date}.',
        todo: 'ألقِ نظرة في تطبيق Instagram. وعند عودة {name} اربطه هنا.',
      },
      permissions_reduced: {
        title: 'خانة لازمة بقيت فارغة',
        happened: 'منذ {date} لم يعد Instagram يشارك ما نحتاج إليه لعرض {name}. أُطفئ أحد المفاتيح.',
        softened: 'يبدو أن مفتاحًا نحتاج إليه لـ {name} أُطفئ لدى Instagram نحو {date}.',
        todo: 'اربط {name} مرة أخرى وأبقِ كل المفاتيح مفعّلة.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'لم يعد Instagram يسمح لنا بالدخول منذ {date} ولم يذكر السبب.',
        softened: 'يبدو أن Instagram لم يعد يسمح لنا بالدخول منذ {date}. لم يذكر السبب.',
        todo: 'تسجيل الدخول مرة أخرى باسم {name} يحلّ الأمر عادةً.',
      },
    },
  },
  youtube: {
    not_connected: {
      title: 'YouTube',
      happened: 'أظهر للعلامات التجارية مشاهداتك ووقت المشاهدة ومن يشاهدك.',
      todo: 'اختر لدى Google القناة نفسها، لا حساب Google وحده.',
    },
    connecting: { title: 'بانتظار Google', happened: OPEN_AT('Google'), todo: START_AGAIN },
    connected: {
      no_end: { title: CONNECTED, happened: ON_PROFILE, todo: 'بلا تاريخ انتهاء. نبقيها نشطة عنك.' },
      renewed_by_us: RENEWED,
      person_needed_by: GOOD_UNTIL,
    },
    renew: {
      title: RENEW_TITLE,
      happened: 'ينتهي إذن Google لـ {name} في {date}، وأنت وحدك تستطيع تمديده.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'بقيت علامة واحدة',
      happened: 'نرى {name}، لكن الناقص: {missing}. لدى Google تُعلَّم الخانات واحدة واحدة.',
      todo: 'زيارة واحدة إلى Google تكفي: علّم خانة YouTube Analytics، وهي للعرض فقط.',
    },
    delayed_network: { title: 'بيانات YouTube متأخرة', happened: NO_ANSWER('YouTube'), todo: WE_KEEP_ASKING },
    delayed_us: {
      title: ON_US,
      happened: OUR_SIDE('YouTube'),
      todo: 'لا شيء عليك فعله، ولا حاجة إلى تسجيل الدخول من جديد.',
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'خمد الربط مع YouTube',
        happened: 'أنهت Google إذن {name} في {date}. تفعل ذلك مع الروابط التي ترتاح طويلًا.',
        softened: 'يبدو أن Google تركت إذن {name} ينتهي نحو {date}.',
        todo: 'تسجيل دخول سريع يعيدها. اختر {name} حين تسألك Google.',
      },
      account_changed: {
        title: 'تغيير لدى Google',
        happened: 'تغيّر شيء في حساب Google الخاص بـ {name} في {date} فأخرجت Google التطبيقات المرتبطة.',
        softened: 'يبدو أن حساب Google الخاص بـ {name} تغيّر نحو {date}.',
        todo: 'سجّل الدخول بالحساب الذي يملك {name} الآن واختر القناة نفسها.',
      },
      revoked: {
        title: 'أُزيل الوصول لدى Google',
        happened: 'أُزيل وصول {platform} من حساب Google الخاص بـ {name} في {date}.',
        softened: 'يبدو أن وصول {platform} أُزيل من حساب Google الخاص بـ {name} نحو {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'أضافت Google خطوة أمان',
        happened: 'أبلغت Google عن حدث أمني في حساب {name} في {date} وأخرجت التطبيقات المرتبطة.',
        softened: 'يبدو أن Google أضافت خطوة أمان إلى حساب {name} نحو {date}.',
        todo: 'راجع تنبيهات الأمان لدى Google أولًا، ثم اربط {name} هنا.',
      },
      account_unavailable: {
        title: 'لا يجد YouTube {name}',
        happened: 'منذ {date} يقول YouTube إنه لا توجد قناة باسم {name} في هذا الحساب.',
        softened: 'يبدو أن {name} ليست في حساب Google هذا منذ {date}.',
        todo: 'إن انتقلت إلى حساب Google آخر فاربطها بذلك الحساب.',
      },
      permissions_reduced: {
        title: 'أُزيلت علامة لازمة',
        happened: 'منذ {date} لم تعد Google تشارك ما نحتاج إليه لعرض {name}. أُزيل أحد الأذون.',
        softened: 'يبدو أن إذنًا نحتاج إليه لـ {name} أُزيل لدى Google نحو {date}.',
        todo: 'اربط {name} مرة أخرى وعلّم الخانتين.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'لم تعد Google تسمح لنا بالدخول منذ {date}. جوابها واحد لأسباب عدة.',
        softened: 'يبدو أن Google لم تعد تسمح لنا بالدخول منذ {date}. جوابها واحد لأسباب عدة.',
        todo: 'تسجيل الدخول مرة أخرى واختيار {name} يحلّ معظمها.',
      },
    },
  },
  tiktok: {
    not_connected: {
      title: 'TikTok',
      happened: 'أظهر للعلامات التجارية إلى أين تصل فيديوهاتك وكيف يستقبلها الناس.',
      todo: 'افتح أولًا الحساب الصحيح في تطبيق TikTok.',
    },
    connecting: { title: 'بانتظار TikTok', happened: OPEN_AT('TikTok'), todo: START_AGAIN },
    connected: {
      no_end: LOOKED_AFTER,
      renewed_by_us: RENEWED,
      person_needed_by: {
        title: CONNECTED,
        happened: ON_PROFILE,
        todo: 'صالحة حتى {date}، وهو تاريخ يحدّده TikTok. سنخبرك حين يحين الوقت.',
      },
    },
    renew: {
      title: RENEW_TITLE,
      happened: 'يطلب TikTok تأكيد {name} مرة أخرى قبل {date}. يحدّد هذا التاريخ للجميع.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'مفتاح بقي مطفأ',
      happened: 'نرى {name}، لكن TikTok لا يشارك كل شيء. الناقص: {missing}.',
      todo: 'زيارة واحدة إلى TikTok تكفي: أبقِ كل المفاتيح مفعّلة.',
    },
    delayed_network: { title: 'TikTok يمرّ بلحظة صعبة', happened: NO_ANSWER('TikTok'), todo: WE_KEEP_ASKING },
    delayed_us: { title: ON_US, happened: OUR_SIDE('TikTok'), todo: NO_NEED },
    off: OFF,
    reconnect: {
      expired: {
        title: 'انتهى إذن TikTok',
        happened: 'انتهى إذن TikTok لـ {name} في {date}. يحدّد TikTok هذا التاريخ للجميع.',
        softened: 'يبدو أن إذن TikTok لـ {name} انتهى نحو {date}.',
        todo: 'سجّل الدخول باسم {name} وأبقِ كل المفاتيح مفعّلة.',
      },
      account_changed: {
        title: 'تغيير لدى TikTok',
        happened: 'تغيّر شيء في {name} لدى TikTok في {date} فأخرج TikTok التطبيقات المرتبطة.',
        softened: 'يبدو أن شيئًا في {name} تغيّر لدى TikTok نحو {date}.',
        todo: 'افتح {name} في تطبيق TikTok ثم اربطه هنا.',
      },
      revoked: {
        title: 'أُزيل الوصول لدى TikTok',
        happened: 'أُزيل وصول {platform} في إعدادات TikTok الخاصة بـ {name} في {date}.',
        softened: 'يبدو أن وصول {platform} أُزيل في إعدادات TikTok الخاصة بـ {name} نحو {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'أوقف TikTok وصول التطبيقات مؤقتًا',
        happened: 'أوقف TikTok {name} مؤقتًا لأسباب أمان في {date}.',
        softened: 'يبدو أن TikTok أوقف {name} مؤقتًا لأسباب أمان نحو {date}.',
        todo: 'افتح تطبيق TikTok واتبع ما يطلبه، ثم اربط {name} هنا.',
      },
      account_unavailable: {
        title: 'لا يستطيع TikTok عرض {name}',
        happened: 'منذ {date} يقول TikTok إن {name} غير متاح. قد يكون ذلك مؤقتًا.',
        softened: 'يبدو أن {name} غير متاح على TikTok منذ {date}.',
        todo: 'ألقِ نظرة في تطبيق TikTok. وعند عودة {name} اربطه هنا.',
      },
      permissions_reduced: {
        title: 'أُطفئ مفتاح لازم',
        happened: 'منذ {date} لم يعد TikTok يشارك ما نحتاج إليه لعرض {name}. أُطفئ أحد المفاتيح.',
        softened: 'يبدو أن مفتاحًا نحتاج إليه لـ {name} أُطفئ لدى TikTok نحو {date}.',
        todo: 'اربط {name} مرة أخرى وأبقِ كل المفاتيح مفعّلة.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'لم يعد TikTok يسمح لنا بالدخول منذ {date} ولم يذكر أي سبب.',
        softened: 'يبدو أن TikTok لم يعد يسمح لنا بالدخول منذ {date}. لم يذكر أي سبب.',
        todo: 'تسجيل دخول جديد باسم {name} يحلّ الأمر عادةً.',
      },
    },
  },
  facebook: {
    not_connected: {
      title: 'صفحة Facebook',
      happened: 'أظهر للعلامات التجارية وصول صفحتك ومن تخاطبهم.',
      todo: 'تحتاج إلى وصول كامل إلى الصفحة التي تريد إضافتها.',
    },
    connecting: { title: 'بانتظار Facebook', happened: OPEN_AT('Facebook'), todo: START_AGAIN },
    connected: { no_end: LOOKED_AFTER, renewed_by_us: RENEWED, person_needed_by: GOOD_UNTIL },
    renew: {
      title: RENEW_TITLE,
      happened: 'يطلب Facebook من حين إلى آخر تأكيد وصول التطبيقات. موعد {name} قبل {date}.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'إحصاءات الصفحة متوقفة',
      happened: 'نرى {name}، لكن Facebook لا يشارك كل شيء. الناقص: {missing}.',
      todo: 'زيارة واحدة إلى Facebook تكفي: اختر الصفحة وأبقِ كل الخانات معلّمة.',
    },
    delayed_network: { title: 'Facebook يواجه مشكلة', happened: NO_ANSWER('Facebook'), todo: WE_KEEP_ASKING },
    delayed_us: { title: ON_US, happened: OUR_SIDE('Facebook'), todo: NO_NEED },
    off: OFF,
    reconnect: {
      expired: {
        title: 'انتهى إذن Facebook',
        happened: 'انتهى إذن Facebook لـ {name} في {date}. هذا التاريخ يحدّده Facebook.',
        softened: 'يبدو أن إذن Facebook لـ {name} انتهى نحو {date}.',
        todo: 'اربط مرة أخرى واختر {name}.',
      },
      account_changed: {
        title: 'تغيير لدى Facebook',
        happened: 'تغيّر حساب Facebook الذي وراء {name} في {date}. وعندها يُخرج Facebook التطبيقات المرتبطة.',
        softened: 'يبدو أن حساب Facebook أو الدور في الصفحة وراء {name} تغيّر نحو {date}.',
        todo: 'يمكن لأي شخص له وصول كامل إلى {name} أن يعيد ربطها.',
      },
      revoked: {
        title: 'أُزيل الوصول لدى Facebook',
        happened: 'أُزيل وصول {platform} في إعدادات Facebook التي وراء {name} في {date}.',
        softened: 'يبدو أن وصول {platform} أُزيل في إعدادات Facebook التي وراء {name} نحو {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Facebook يريد فحصًا سريعًا',
        happened: 'طلب Facebook فحص أمان معتادًا للحساب الذي وراء {name} في {date}.',
        softened: 'يبدو أن Facebook طلب فحص أمان للحساب الذي وراء {name} نحو {date}.',
        todo: 'سجّل الدخول في facebook.com وأكمل الفحص، ثم اربط {name} هنا.',
      },
      account_unavailable: {
        title: 'لا يستطيع Facebook عرض {name}',
        happened: 'منذ {date} يقول Facebook إن {name} غير متاحة. ربما لم تعد منشورة.',
        softened: 'يبدو أن {name} غير متاحة على Facebook منذ {date}.',
        todo: 'حين تظهر الصفحة من جديد اربطها هنا.',
      },
      permissions_reduced: {
        title: 'لم تُختر الصفحة',
        happened: 'منذ {date} لم يعد Facebook يشارك {name} معنا. أُلغي اختيار الصفحة أو أحد الأذون.',
        softened: 'يبدو أن {name} أو إذنًا لها أُلغي اختياره لدى Facebook نحو {date}.',
        todo: 'اربط مرة أخرى واختر {name} وأبقِ كل الخانات معلّمة.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'لم يعد Facebook يسمح لنا بالدخول منذ {date} ولم يذكر السبب.',
        softened: 'يبدو أن Facebook لم يعد يسمح لنا بالدخول منذ {date}. لم يذكر السبب.',
        todo: 'اربط مرة أخرى واختر {name}؛ ذلك يحلّ الأمر عادةً.',
      },
    },
  },
} as const
