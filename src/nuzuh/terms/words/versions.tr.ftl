# Mektubun biçimleri: her muhatap için, basın için, tek sayfada, kart olarak
letter-of-you = Sizden istediklerimiz
letter-of-others = Diğer muhataplardan istediklerimiz
letter-others-to = Muhatap: { $who }
letter-versions = Bu mektubun biçimleri
letter-version-to = Muhatap: { $who }
letter-open = Açık mektup
letter-page = sayfa
press-notice = Basın duyurusu
press-until = Ambargo bitişi: { $when }
press-since = Yayımlanabilir; ambargo bitişi: { $when }
press-free = Yayımlanabilir
embargo-day = { $day } gününün başlangıcı
embargo-moment = { $day }, saat { $time } ({ $zone })
press-lead = { $signed }. { $day } tarihli açık mektup. Muhataplar: { $who }.
press-lead-unsigned = { $day } tarihli açık mektup. Muhataplar: { $who }.
press-figures = Temel rakamlar
press-source = Kaynak: { $sources }
press-calls = Mektubun çağrıları
press-contact = İletişim
press-pdf = Bu duyurunun PDF'i
press-plain = Bu duyurunun düz metni
press-evidence = Her rakam ve dayanağı
brief = Özet
brief-pdf = Bu özetin PDF'i
brief-what = Konu
brief-value = Değer
brief-when = Dönem veya gün
brief-source = Kaynak
brief-more = { $count ->
    [one] Mektupta bir çağrı daha var.
   *[other] Mektupta { $shown } çağrı daha var.
 }
card-alt = { $title }. { $label }: { $value }. { $source } { $day }.
frozen-heading = Bu mektup sabitlendikten sonra değişenler
frozen-lead = Metin, sabitlendiği günün sayılarıyla olduğu gibi duruyor.
frozen-change = { $label }. Sabitlenen: { $was }. Şimdi: { $now }.
frozen-reason = Mektubun olduğu gibi kalmasının nedeni: { $reason } ({ $by })
frozen-gone = böyle bir rakam artık yok
frozen-source = { $source } kaynağı geri çekildi
frozen-withdrawn = geri çekildi
frozen-text = Bu metin sabitlendi. SHA-256 değeri:
frozen-bundle = Rakamları ve dayanaklarıyla sabitlenmiş mektup; herkes doğrulayabilir (zip)
