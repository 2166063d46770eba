calls-title = Her çağrının sonucu
calls-of = Çağrıların sonucu: { $title }
calls-as-of = { $day } itibarıyla
calls-lead = Her muhatap için her çağrı. Muhatabın kendisi hakkında söyledikleri ile başkalarının gözlemledikleri yan yana durur ve asla birleştirilmez: söz vermek yapmak değildir, kimsenin görmediği bir iş ise yalnızca bir beyandır.
calls-matrix = Muhataplara göre çağrılar
calls-short-silent = –
calls-short-not_sent = gönderilmedi
calls-short-sent = gönderildi
calls-short-received = alındı
calls-short-answered = yanıt verdi
calls-short-promised = söz verdi
calls-short-acted = gereğini yaptı
calls-short-no_action = bir şey yapılmadı
calls-short-withdrawn = sözünü geri aldı
calls-short-refused = reddetti
calls-short-late = gecikti
calls-short-none = muhatap değil
calls-late-lead = İstenen ya da söz verilen bir gün, ertesi günden itibaren kaçırılmış sayılır.
calls-col-addressee = Muhatap
calls-col-sent = Gönderilme
calls-col-says = Kendi beyanı
calls-col-observed = Gözlemlenen
calls-state-not_sent = Gönderilmedi
calls-state-silent-says = Bir şey söylemedi
calls-state-silent-observed = Bir şey gözlemlenmedi
calls-state-sent = Gönderildi: { $day }
calls-state-received = Alındı: { $day }
calls-state-answered = Yanıt verdi: { $day }
calls-state-promised = Söz verdi: { $day }
calls-state-acted = Gereğini yaptı: { $day }
calls-state-no_action = Henüz bir şey yapılmadı: { $day }
calls-state-withdrawn = Sözünü geri aldı: { $day }
calls-state-refused = Reddetti: { $day }
calls-until = son gün: { $day }
calls-ago = { $count ->
    [0] bugün
    [one] bir gün önce
   *[other] { $shown } gün önce
 }
calls-answered-after = { $count ->
    [0] İlk yanıt aynı gün
    [one] İlk yanıt bir gün sonra
   *[other] İlk yanıt { $shown } gün sonra
 }
calls-late-answer = Gecikti: yanıt için istenen son gün { $day } ({ $ago })
calls-late-call = Gecikti: istenen son gün { $day } ({ $ago })
calls-late-promise = Gecikti: söz verilen son gün { $day } ({ $ago })
calls-late-report = Gecikti: sonraki rapor için istenen son gün { $day } ({ $ago })
calls-wait-answer = Yanıt için istenen son gün: { $day }
calls-wait-call = İstenen son gün: { $day }
calls-wait-promise = Söz verilen son gün: { $day }
calls-wait-report = Sonraki rapor için istenen son gün: { $day }
calls-by-actor = kendi beyanına göre
calls-by-observed = gözlemimize göre
calls-by-third_party = bildiren: { $source }
calls-by-others = başkaları
calls-evidence = Dayanak
calls-on-file = Dayanak bizde kayıtlıdır, yayımlanmaz.
calls-history = { $count ->
    [one] Geçmiş: bir kayıt
   *[other] Geçmiş: { $shown } kayıt
 }
calls-measure = Nasıl ölçülüyor
calls-measure-value = { $label }: { $value }
calls-target-least = İstenen: en az { $target }
calls-target-most = İstenen: en çok { $target }
calls-met-met = Rakam isteneni karşılıyor.
calls-met-not_met = Rakam isteneni karşılamıyor.
calls-met-unsure = Rakam, isteneni karşılayıp karşılamadığını söylemek için fazla belirsiz.
calls-met-before = Rakam mektup gönderilmeden önce bitiyor: istenen hakkında henüz bir şey söylemez.
calls-met-hidden = Rakam az sayıda kişiyle ilgili olduğu için gizlidir.
calls-met-unknown = Rakam bilinmiyor.
calls-no-cause = Rakamın neden böyle olduğunu rakamın kendisi söylemez.
calls-rhythm = { $count ->
    [0] Rapor yok
    [one] Bir rapor
   *[other] { $shown } rapor
 }
calls-rhythm-gap = { $count ->
    [one] raporsuz geçen en uzun süre: bir gün
   *[other] raporsuz geçen en uzun süre: { $shown } gün
 }
calls-rhythm-asked = { $count ->
    [one] İstenen: her gün en az bir rapor
   *[other] İstenen: { $shown } günde en az bir rapor
 }
calls-sum-pairs = { $count ->
    [one] Bir muhataba bir çağrı
   *[other] Her muhatap için bir kez sayılan { $shown } çağrı
 }
calls-sum-not_sent = Gönderilmedi: { $shown }
calls-sum-silent = Gönderildi, yanıt yok: { $shown }
calls-sum-late = Gözleme göre gecikti: { $shown }
calls-sum-unseen = Yapıldığı söylenen, gözlemlenmeyen: { $shown }
calls-sum-acted = Yapıldığı gözlemlenen: { $shown }
calls-sum-refused = Reddedilen: { $shown }
calls-protected = Bildirenleri korumak için { $shown } kayıt yayımlanmaz.
calls-data = Bu sayfanın verileri
