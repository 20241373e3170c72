export const shell = {
  skip: 'انتقل إلى المحتوى',
  unreached: 'لم يصل ذلك. كل ما كتبته ما زال هنا؛ تحقّق من اتصالك ثم اضغط الزر مرة أخرى.',
  main_nav: 'القائمة الرئيسية',
  channels: 'القنوات',
  needs_you:
    '{count, plural, zero {لا قناة تحتاج إليك} one {قناة واحدة تحتاج إليك} two {قناتان تحتاجان إليك} few {# قنوات تحتاج إليك} many {# قناة تحتاج إليك} other {# قناة تحتاج إليك}}',
  profile: 'الملف',
  help: 'المساعدة',
  notifications: 'الإشعارات',
  sign_out: 'تسجيل الخروج',
  sign_in: 'تسجيل الدخول',
  your_channels: 'قنواتك',
  find_creators: 'البحث عن صنّاع محتوى',
  working_for: 'تعمل لصالح',
  switch: 'ملفاتك الأخرى',
  switch_to: 'الانتقال إلى {name}',
  sandbox: {
    label: 'بيئة تجريبية',
    name: 'بيئة تجريبية',
    line: 'أربع شبكات تمثيلية. لا شيء هنا حقيقي.',
    clock: '{date}',
    moved: '{date} · قُدِّمت الساعة {moved}',
    moved_days:
      '{days, plural, zero {+# يوم} one {+# يوم} two {+# يومان} few {+# أيام} many {+# يومًا} other {+# يوم}}',
    moved_hours:
      '{hours, plural, zero {+# ساعة} one {+# ساعة} two {+# ساعتان} few {+# ساعات} many {+# ساعة} other {+# ساعة}}',
    moved_minutes:
      '{minutes, plural, zero {+# دقيقة} one {+# دقيقة} two {+# دقيقتان} few {+# دقائق} many {+# دقيقة} other {+# دقيقة}}',
    people: 'الأشخاص',
    mailbox: 'البريد',
    clock_link: 'الساعة',
    networks: 'الشبكات',
  },
  footer: { help: 'المساعدة', contact: 'راسلنا' },
  page_title: '{page} · {platform}',
} as const
