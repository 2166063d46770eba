retraction-notice = { $day } tarihinde düzeltildi: “{ $name }” geri çekildi. Nedeni: { $reason }.
retraction-changed = { $label }: { $before } demiştik; o olmadan { $now }.
retraction-gone = { $label }: { $before } demiştik; o olmadan bir rakam yok.
retraction-same = { $label }: { $before }; o olmadan da değişmiyor.
retraction-many = { $count ->
    [one] Buradaki bir rakam ona dayanıyordu ve o olmadan yeniden sayıldı.
   *[other] Buradaki { $shown } rakam ona dayanıyordu ve o olmadan yeniden sayıldı.
 }
retraction-used = Bu metnin önceki bir sürümü onu kullanıyordu.
retraction-more = Bütün düzeltmeler
retraction-title = Düzeltmeler
retraction-lead = Neyin ne zaman ve neden geri çekildiği; ne dendiği ve şimdi neyin doğru olduğu. Onu kullanan her metin aynı notu taşır.
retraction-col-said = Ne demiştik
retraction-col-now = Şimdi doğru olan
retraction-no-number = artık rakam yok
retraction-where = Nerede geçiyordu
retraction-where-report = Rapor
retraction-where-poll = Bir anket: { $name }
retraction-where-letter = Mektup: { $title }
retraction-rest = { $count ->
    [one] Yere ve döneme göre bir rakam daha verilerde işaretlidir.
   *[other] Yere ve döneme göre { $shown } rakam daha verilerde işaretlidir.
 }
retraction-by-numbers = Rakamlar verilmez: adı açıklanmayan bir kaynağın ne bildirdiğini ele verirdi.
erratum-title = Düzeltme: { $name }
erratum-draft = Taslak. Her cümleyi gözden geçirin, her … yerini doldurun ve kimin karar verdiğini belirtin.
erratum-none = Yayımlanmış hiçbir rakam değişmiyor.
erratum-line = { $file }, satır { $line }, sütun { $column }: { $what }
erratum-apology = Hata için üzgünüz. Düzeltilen metinler işaretlendi, veriler yeniden sayıldı.
