# Everything that a reader sees, in Turkish. The three languages have the same keys; a test compares them.

unknown = bilinmiyor
amount-about = yaklaşık { $number }
amount-more = { $number } üzerinde
amount-less = { $number } altında
people = { $count ->
    [one] { $amount } kişi
   *[other] { $amount } kişi
 }
period-months = { $start } – { $end }
period-days = { $start } – { $end }
as-of = { $day } itibarıyla
list-separator = {"; "}
and-more = { $count ->
    [one] ve bir diğeri
   *[other] ve { $shown } diğeri
 }
range-of = { $range }

# Figures
label-flow-total = Yerinden edilmiş kişilerin varışları, { $period }
label-flow-to = Yerinden edilmiş kişilerin varışları (varış yeri: { $place }), { $period }
label-flow-from = Yerinden edilmiş kişilerin varışları (çıkış yeri: { $origin }), { $period }
label-flow-pair = Yerinden edilmiş kişilerin varışları (çıkış yeri: { $origin }, varış yeri: { $place }), { $period }
label-flow-since = Yeni yerinden edilme (hareket), { $period }
label-stock-total = Yerinden edilmiş hâlde yaşayan kişiler, { $day }
label-stock-in = Yerinden edilmiş hâlde yaşayan kişiler (yer: { $place }), { $day }
label-returnees = Geri dönmüş ve orada bulunan kişiler (yer: { $place }), { $day }
label-capacity = Barınma alanlarının alabileceği kişi sayısı (yer: { $place }), { $day }
whole-area = krizin bütün alanı
label-preferred = { $what }, tercih edilen kaynağa göre
label-flow-arrivals = Hesap dönemi içindeki varışlar (yer: { $place }), { $period }
label-flow-departures = Başka yere gitmek üzere ayrılan yerinden edilmiş kişiler (yer: { $place }), { $period }
label-flow-returns = Evlerine dönmek üzere ayrılan yerinden edilmiş kişiler (yer: { $place }), { $period }
label-flow-unreported = Hiçbir raporun belirtmediği varışlar (yer: { $place }), { $period }
label-flow-residual = Bildirilen akışların açıklamadığı stok değişimi (yer: { $place }), { $period }
label-stock-start = Başlangıçta yerinden edilmiş hâlde yaşayan kişiler (yer: { $place }), { $day }
unreported-share = Bu sayının { $share } kadarı, hiçbir raporun ayrıca söz etmediği yer ve zamanlara aittir.
unreported-silent = Eksik: bilinen tüm varışların { $share } kadarının gerçekleştiği yerlerden bu dönemde hiçbir rapor söz etmiyor.
incomplete-periods = Küçük değil, eksik: bu dönemlerde hiçbir rapor, bilinen tüm varışların şu kadarının gerçekleştiği yerlerden söz etmiyor: { $periods }.
unreported-older = Bu sayının { $share } kadarı, hesapların bugüne taşıdığı daha eski sayımlara dayanıyor.

# The issue
report = Rapor
issue-number = Sayı { $number }
data-as-of = Veriler { $day } itibarıyladır
published-on = Yayım tarihi: { $day }
contents = İçindekiler
languages = Diller
skip = Metne geç
download-pdf = Bu raporun PDF'i
figure-evidence = Bu rakam nereden geliyor
synthetic = Uydurma veriler
withheld = adı açıklanmayan bir kaynak
place-outside = kriz alanının dışı
status-suppressed = gizlendi: az sayıda kişi
status-unknown = bilinmiyor
status-no_access = erişim yok
status-not_covered = kapsam dışı
note-flow = Varışlar ve yeni yerinden edilmeler harekettir: birden fazla kez kaçan kişi birden fazla kez sayılır.
note-range = Aralık, kaynakların söylediklerini kapsar; hata payı değildir.
note-interval = { $level } aralığı, raporların izin verdiği hesaplar arasından çekilen çok sayıda hesabın bu kadarını içine alır; az rapor bulunan yerde daha geniştir.
note-hidden = { $count ->
    [one] Az sayıda kişiye ait olduğu ya da gizli bir rakamı açığa çıkaracağı için bir rakam gizlenmiştir.
   *[other] Az sayıda kişiye ait oldukları ya da gizli bir rakamı açığa çıkaracakları için { $shown } rakam gizlenmiştir.
 }

section-key = Rakamlar
section-months = Ay ay
section-weeks = Hafta hafta
section-since = { $day } tarihinden bu yana
section-since-published = { $day } tarihinden bu yana, yayımlandığı hâliyle
section-places = İnsanlar nereye ulaştı
section-origins = İnsanlar nereden kaçtı
section-stock = Yerinden edilmiş kişiler nerede yaşıyor
section-account = Dönemlere göre hesap
section-accounts = Her yerin hesabı
section-agreement = Kaynaklar nerede ayrışıyor
section-said = Kaynaklar ne diyor
section-gaps = Bilinmeyenler
section-compare = Ölçek için başka krizler
section-sources = Kaynaklar
section-method = Nasıl sayıldı
section-data = Veriler
section-evidence = Her rakamın dayanağı

lead-months = Tek bir takvim ayı içinde kalan varışlar. Birkaç aya yayılan bir rapor bölünmez; yalnızca toplamda sayılır.
lead-weeks = Tek bir takvim haftası içinde kalan varışlar. Birkaç haftaya yayılan bir rapor bölünmez; yalnızca toplamda sayılır.
lead-since = Kaynakların yayımladığı hâliyle birikimli toplamlar. Her toplam bir öncekinin yerine geçer; bunlar birbirine eklenmemelidir.
lead-places = Yeri belirten raporlara göre, bütün dönem boyunca yerlere göre varışlar. Bunların toplamı genel toplama eşit olmayabilir.
lead-origins = Çıkış yerini belirten raporlara göre, çıkış yerine göre varışlar.
lead-stock = Belirli bir günde yerinden edilmiş hâlde yaşayan kişiler: bu bir stoktur. Varışlara eklenemez.
lead-months-accounts = Bütün raporlara göre her takvim ayındaki en olası varışlar; birkaç aya yayılan bir rapor bu aylara paylaştırılır. İçi boş noktalar, tek bir kaynağın aynı ay için söylediğidir.
lead-weeks-accounts = Bütün raporlara göre her takvim haftasındaki en olası varışlar; birkaç haftaya yayılan bir rapor bu haftalara paylaştırılır. İçi boş noktalar, tek bir kaynağın aynı hafta için söylediğidir.
lead-since-accounts = Hesaplardaki varışların ilk günden bu yana toplamı. Her sayı bir öncekinin yerine geçer; bunlar birbirine eklenmemelidir.
lead-places-accounts = Bütün raporlara göre, bütün dönem boyunca yerlere göre en olası varışlar.
lead-origins-accounts = Bütün raporlara göre, çıkış yerine göre en olası varışlar.
lead-accounts = Başlangıçtaki stok, artı varışlar, artı kimsenin bildirmediği varışlar, eksi ayrılanlar ve dönenler, sondaki stoktur.
accounts-close = Her hesap kapanır: kimse yoktan var olmaz, kimse kaybolmaz. Gösterilen sayıların her biri ayrı ayrı yuvarlandığından, bir satırda yuvarlama kadar fark olabilir.
accounts-residual = Kalan, hesabın bir parçası değildir. Sondaki stoktan, baştaki stok ile raporların belirttiği varışlar, dönüşler ve ayrılışlar düşülerek bulunur. Raporsuz ayrılanlar onu eksiye, kimsenin bildirmediği varışlar artıya çeker; sıfırdan uzaksa stok raporları ile akış raporları birbirine uymuyor demektir.
lead-agreement = Her kaynak için: kaç satırının hesaba katıldığı, hesaplara göre ne bildirdiği (1 aynı, 1,2 beşte bir fazla demektir), bir satırının ne kadar saptığı ve kaynak dışarıda bırakıldığında toplam varışların ne kadar değiştiği.
agreement-places = Her kaynağın her rakam için ne söylediği, ilgili yerin sayfasında yan yana durur.
lead-said = Aynı toplam için her kaynağın tek başına verdiği rakam ve kapsadığı dönem. Yalnızca aynı döneme ait rakamlar karşılaştırılabilir.
lead-gaps-none = Hiçbir kaynak, erişilemeyen ya da kapsam dışı kalan bir yer bildirmemektedir.
lead-compare = Başka krizlere ilişkin yayımlanmış rakamlar. Bunlar başka insanları başka yollarla sayar; her birinin ölçütü, kimleri saydığı ve dönemi belirtilmiştir.
no-figures = Hiçbir kaynak bu dönem için böyle bir rakam vermemektedir.

chart-months = Aylara göre varışlar
chart-weeks = Haftalara göre varışlar
chart-since = { $day } tarihinden bu yana yeni yerinden edilen kişiler, birikimli toplam
chart-since-accounts = { $day } tarihinden bu yana varışların toplamı
chart-places = Yerlere göre varışlar
chart-origins = Çıkış yerlerine göre varışlar
chart-matrix = Nereden nereye
chart-map = Yerlere göre varışlar haritası
chart-map-stock = Yerlere göre yerinden edilmiş hâlde yaşayan kişiler haritası
chart-stock = Yerlere göre yerinden edilmiş hâlde yaşayan kişiler
chart-desc = { $count ->
    [one] Bir değer; aşağıdaki tabloda yer alıyor.
   *[other] { $shown } değer; en yükseği { $highest } ({ $where }). Hepsi aşağıdaki tabloda yer alıyor.
 }
map-attribution = Natural Earth. Sınırlar ve adlar, statüleri hakkında bir hüküm içermez.
map-own-attribution = { $attribution }. Sınırlar ve adlar, statüleri hakkında bir hüküm içermez.
map-km = { $number } km
chart-stock-months = Her ayın sonunda yerinden edilmiş hâlde yaşayan kişiler
chart-stock-weeks = Her haftanın sonunda yerinden edilmiş hâlde yaşayan kişiler
chart-place-months = Aylara göre varışlar: { $place }
chart-place-weeks = Haftalara göre varışlar: { $place }
chart-place-stock = Yerinden edilmiş hâlde yaşayan kişiler: { $place }
chart-accounts = Hesaplar, { $period }
chart-account = Dönemlere göre hesap: { $place }
chart-said = Her kaynağın söylediği: { $place }
map-silent = { $count ->
    [one] İçi boş daire, hakkında hiçbir şey bilinmeyen yeri gösterir. Bu, sıfır demek değildir.
   *[other] İçi boş daireler, hakkında hiçbir şey bilinmeyen { $shown } yeri gösterir. Bu, sıfır demek değildir.
 }
matrix-table = Tabloda en büyük { $shown } akış yer alıyor; hepsi data/pairs.csv dosyasındadır.
matrix-order = Renk koyulaştıkça kişi sayısı artar. Gri: bildirilen yok. Kesik çizgili: bilinmiyor. Sütunların üstündeki numaralar, yer adlarının yanındakilerdir.
matrix-more = { $count ->
    [one] ve bir çift daha
   *[other] ve { $shown } çift daha
 }
chart-more = { $count ->
    [one] Bir yer görselde gösterilmiyor; tabloda yer alıyor.
   *[other] { $shown } yer görselde gösterilmiyor; bunlar tabloda yer alıyor.
 }
axis-people = kişi
other-sources = Diğer kaynaklar

col-period = Dönem
col-day = Gün
col-place = Yer
col-origin = Çıkış yeri
col-people = Kişi
col-range = Kaynaklar arası aralık
col-interval = { $level } aralığı
col-range-mixed = Aralık
caption-time = { $caption }, { $time }
range-level = { $range } ({ $level })
col-stock-start = Başlangıçtaki stok
col-arrivals = Varışlar
col-unreported = Kimsenin bildirmediği varışlar
col-departures = Ayrılanlar
col-returns = Dönenler
col-stock-end = Sondaki stok
col-residual = Kalan
col-rows = Satır
col-factor = Hesaplara göre bildirdiği
col-error = Bir satırın hatası
col-moved = O olmadan toplam
col-accounts = Hesaplar
col-preferred = Tercih edilen kaynak
col-difference = Fark
col-ours = Bu rapor
percent-little = { $share } altında
small-line = Her sayının altında: { $what }.
said-of = { $value } ({ $period })
col-sources = Kaynaklar
col-source = Kaynak
col-organisation = Kuruluş
col-grade = Derece
col-covers = Kapsadığı dönem
col-figure = Rakam
col-what = Konu
col-metric = Ölçüt
col-of-whom = Kimler
col-when = Ne zaman
col-where = Nerede
col-citation = Kaynak
col-reason = Neden
col-file = Dosya
col-format = İçeriği
metric-stock = stok
metric-flow = akış
metric-share = oran
kind-un = Birleşmiş Milletler
kind-government = devlet kurumu
kind-ngo = sivil toplum kuruluşu
kind-research = araştırma kuruluşu
kind-media = medya
kind-informant = kilit bilgi kaynakları
kind-coalition = koalisyon
kind-other = diğer
grade-A = A: tamamen güvenilir
grade-B = B: genellikle güvenilir
grade-C = C: oldukça güvenilir
grade-D = D: genellikle güvenilir değil
grade-E = E: güvenilir değil
grade-F = F: değerlendirilemiyor
gaps-places = { $count ->
    [one] Yayımlanan en ayrıntılı düzeyde, hakkında hiç rapor bulunmayan bir yer var.
   *[other] Yayımlanan en ayrıntılı düzeyde, hakkında hiç rapor bulunmayan { $shown } yer var.
 }

method-1 = Akış, bir dönemdeki varışları; stok, belirli bir günde orada bulunan kişileri sayar. Bunlar hiçbir zaman toplanmaz ve karşılaştırılmaz.
method-2 = Aynı yer, çıkış yeri ve dönem için değeri en yüksek dereceli kaynak, aralığı ise A ile D arasında derecelendirilmiş bütün kaynaklar verir. Daha iyi bir kaynağın bulunduğu yerde, derecesi E veya F olan kaynaklar ne değeri ne de aralığı belirler.
method-3 = Aynı insanlara ilişkin iki rapor hiçbir zaman toplanmaz. Bildirilen rakamlar yer, çıkış yeri ve zaman bakımından örtüştüğünde en geniş olanı sayılır: önce daha geniş yer, sonra daha uzun dönem. Diğerleri gösterilir, toplanmaz.
method-4 = Haneler, raporda verilen hane büyüklüğüyle, bu yoksa kriz için kabul edilen hane büyüklüğüyle ({ $size }) kişi sayısına çevrilir.
method-5 = Kimsenin bildirmediği bir şey bilinmiyor demektir; hiçbir zaman sıfır sayılmaz.
method-6 = Yerler, yer dizininin { $level }. düzeyinden daha ayrıntılı yayımlanmaz. { $smallest } kişinin altındaki sayılar ve bunları açığa çıkarabilecek rakamlar gizlenir. Yayımlanan rakamlar yuvarlanmıştır; “üzerinde” denilen bir rakam yalnızca aşağıya yuvarlanır.
method-6-idmc = Yuvarlama: 100.000'e kadar iki anlamlı basamak, bunun üzerinde en yakın bin.
method-7 = Her rakam, dayanağının bulunduğu sayfaya götürür; girdi dosyalarına sahip olan herkes ilgili satırları şu komutla bulur: nuzuh trace { $figure }
method-accounts-1 = Her yerin ve dönemin bir hesabı vardır: başlangıçtaki kişiler, artı gelenler, eksi ayrılanlar ya da evine dönenler, sondaki kişilerdir. Kimse yoktan var olmaz, kimse kaybolmaz; hiçbir sayı sıfırın altında değildir.
method-accounts-2 = Her rapor, bu sayıların hatalı bir toplamı olarak alınır: bir gün için bir kasaba ya da bir ay için bir il, bilinen ya da bilinmeyen bir çıkış yeri, kişiler ya da haneler. Aynı insanlara ilişkin raporlar hiçbir zaman toplanmaz. Her rapor hesapları kendine doğru çeker; derecesi yüksek bir kaynak, düşük olandan daha çok.
method-accounts-3 = Kaynakların örtüştüğü yerde, her birinin ne kadar fazla ya da eksik bildirme eğiliminde olduğu ve satırlarının ne kadar saptığı hesaplanır. Yayımlanan, bütün raporlara göre en olası hesaplardır.
method-accounts-4 = Aralık, bunun ne kadar kesin olduğunu söyler. Raporların izin verdiği bütün hesaplar arasından çok sayıda hesap çekilir; alt ve üst sınır bunların { $level } kadarını içine alır. Varsayımlar doğru olduğu ölçüde geçerlidir: bütün kaynaklar aynı insanları gözden kaçırıyorsa bunu hiçbir aralık göstermez.
method-accounts-5 = Kimsenin bildirmediği bir şey bilinmiyor demektir; hiçbir zaman sıfır sayılmaz. Hiçbir raporun söz etmediği yerde sayı yalnızca hesapların geri kalanından gelir ve her rakamda bunun ne kadarı olduğu belirtilir.
method-accounts-6 = Yanında saydam yöntem durur: birkaç kaynaktan derecesi en yüksek olan değeri verir, örtüşenler bir kenara bırakılır, aralık kaynakların söylediklerini kapsar. Bir olasılığı yoktur, ama elle denetlenebilir.
method-both = İki yöntem yan yana

data-json = Dönem, nüfus grubu, yöntem, kaynaklar ve durum bilgisiyle bütün rakamlar; JSON Schema dosyası yanındadır
data-csv = Tablo olarak bütün rakamlar
data-xlsx = Çalışma kitabı olarak bütün rakamlar; sütunları açıklayan bir sayfayla
data-parquet = Analiz için bütün rakamlar
data-geojson = Haritalar için yerlere göre rakamlar
data-accounts = Her yerin ve dönemin hesabı, aralıklarıyla
data-pairs = Nereden nereye, aralıklarıyla
data-feed = Sayıların ve mektupların Atom akışı

evidence-lead = Bu sayfalardaki her rakam; neyi saydığı, kaynakları ve kayıtlarıyla. Kayıtlardan herhangi biri değişirse özet değeri de değişir.
evidence-method = Yöntem
evidence-records = Kayıtlar
evidence-records-value = { $count ->
    [one] bir satır (tablo: { $table }), SHA-256 { $digest }
   *[other] { $shown } satır (tablo: { $table }), SHA-256 { $digest }
 }
evidence-trace = Dosya ve satıra kadar
method-preferred = tercih edilen kaynağın değeri, bütün kaynakların aralığı
evidence-here = Bu sayfadaki her sayı, satırlarıyla. Özet değerleri raporun dayanaklar sayfasında ve data/figures.json dosyasındadır.
evidence-unreported = Bildirilmeyen
method-accounts = bütün raporlara göre en olası hesaplar
method-as-published = kaynağının yayımladığı hâliyle
back = Rapora dön

# The page of a place
place-lies-in = Bağlı olduğu yer
place-code = Kod: { $code }
section-place-arrivals = Varışlar
section-place-stock = Yerinden edilmiş hâlde yaşayan kişiler
section-place-origins = İnsanlar nereden geldi
section-place-destinations = Buradan çıkanlar nereye gitti
section-place-parts = İçindeki yerler
lead-place-said = Bu raporun rakamı ve yanında her kaynağın tek başına söylediği. Bir kaynak başka günlerden söz ediyorsa bunlar belirtilmiştir.
place-no-figures = Hiçbir rapor bu yer için bir rakam vermemektedir.
place-more = { $count ->
    [one] ve bir yer daha
   *[other] ve { $shown } yer daha
 }

# The letter
letter = Ortak mektup
letters = Mektuplar
letter-to = Muhataplar
letter-calls = Çağrılarımız
letter-calls-to = Muhatap: { $who }
letter-signed = İmzalayan: { $count ->
    [one] bir kuruluş
   *[other] { $shown } kuruluş
 }
letter-signed-protected = { $count ->
    [one] bunlardan birinin adı, güvenliği için açıklanmıyor
   *[other] bunlardan { $shown } kuruluşun adı, güvenlikleri için açıklanmıyor
 }
letter-evidence = Rakamların dayanakları
letter-evidence-lead = Metindeki her rakam buraya götürür; kaydın tamamı raporun dayanaklar sayfasındadır.
letter-pdf = Bu mektubun PDF'i
letter-signatories-label = İmzalayan kuruluşlar
method-count = listedeki satırların sayısı
letter-not-signed = Henüz hiçbir kuruluş imzalamadı.
compare-refused = karşılaştırılamaz
feed-issue = { $title }: { $day } tarihli veriler
feed-letter = { $title }: { $day } tarihli ortak mektup

# Other crises: why figures are not compared, and what they are when they are
unit-people = kişi
unit-households = hane
unit-percent = yüzde
metric-index = endeks
counts-movements = yer değiştirmeler
counts-people = farklı kişiler
who-displaced = ülke içinde yerinden edilenler
who-refugees = mülteciler
who-displaced_and_refugees = yerinden edilenler ve mülteciler birlikte
who-returnees = geri dönen yerinden edilenler
who-returned_refugees = geri dönen mülteciler
who-residents = sakinler
who-capacity = barınma alanlarındaki yerler
who-other = başka biçimde sayılan kişiler
length-months = { $count ->
    [one] bir ay
   *[other] { $shown } ay
 }
length-days = { $count ->
    [one] bir gün
   *[other] { $shown } gün
 }
refused-pair = { $reference } karşısında { $ours }
refused-population-unsaid = kim oldukları söylenmeyen kişiler karşısında { $ours }
refused-value = iki sayıdan biri bilinmiyor ya da gizli
refused-zero = öteki sayı sıfır
refused-share = başka paydaların oranları
refused-bounds = iki sayı hakkında bilinenler hangisinin büyük olduğunu göstermiyor
col-against = Bu rapora göre
compare-times = { $what }: bu sayının { $times } katı
compare-times-range = { $what }: bu sayının { $times } katı ({ $range })
compare-times-level = { $what }: bu sayının { $times } katı ({ $range }, { $level } aralık)
ratio-less = { $number } değerinden az
compare-per-day = günde: { $reference } karşısında { $ours } ({ $times } katı)
compare-per-head = her 1.000 sakin için: { $reference } karşısında { $ours } ({ $times } katı)
compare-per-head-day = günde her 1.000 sakin için: { $reference } karşısında { $ours } ({ $times } katı)
compare-only-day = { $what }: dönemler farklı olduğu için yalnızca gün başına ({ $reason })
compare-not = karşılaştırılmadı ({ $what }): { $reasons }
compare-no-heads = Bölgelerden birinin nüfusu bilinmediği için her 1.000 sakin için bir şey verilmiyor.
compare-rule = Rakamlar ancak ölçüt, birim ve sayılan kişiler aynıysa karşılaştırılır; akışlar ayrıca ancak ikisi de yer değiştirmeleri ya da ikisi de farklı kişileri sayıyorsa ve dönemleri eşit uzunluktaysa (en çok yüzde 5 farkla). Geri kalan her şey, bütün nedenleriyle reddedilir. Gün başına rakam, dönemin ortalamasıdır.

# People displaced at least once
label-flow-once = En az bir kez yerinden edilen kişiler, { $period } (raporlardan çıkan sınırlar, hata payı değil)
once-heading = En az bir kez yerinden edilen kişiler
once-between = En az { $low }, en çok { $high } farklı kişi.
once-least = En az { $low } farklı kişi. En çok kaç kişi olduğunu hiçbir rapor söylemiyor.
once-most = En çok { $high } farklı kişi. En az kaç kişi olduğunu hiçbir rapor söylemiyor.
once-counted = Bir kaynak bütün dönem için farklı kişileri sayıyor: { $value }.
once-why-low = En az sayı, şunların en yükseğidir: bir kaynağın farklı kişiler olarak saydıkları; tek bir gün için bildirdiği yer değiştirmeler; bir günde yerinden edilmiş bulduklarından, dönemden önceki ayda aynı yerlerde bulduklarından fazla olanlar. Kimsenin bir günde iki kez kaçmadığını ve kaynağın iki seferde de aynı biçimde saydığını varsayar.
once-why-high = En çok sayı, her biri başka bir kişi sayılan yer değiştirmelerin toplamının üst ucudur. Raporların hiçbir yer değiştirmeyi atlamadığını varsayar.
once-why = Bunlar mantıkla çıkan sınırlardır; bir olasılık taşımazlar.
method-bounds = raporlardan mantıkla çıkan sınırlar
method-as-counted = sayılanların ya da sorulanların bir bölümü, her kaynak kendi paydasıyla

# Who they are
section-shares = Kim oldukları
lead-shares = Her oranın kendi paydası vardır: o kaynağın saydığı ya da sorduğu kişiler. Farklı kaynakların oranları karıştırılmaz ve sorulmayan kişiler hakkında bir şey söylemez.
label-share = { $group }: sayılan ya da sorulan { $of } { $who } içindeki oranı (yer: { $place }), { $when }
label-share-none = { $group }: { $who } içindeki oranı (yer: { $place }), { $when }; kaç kişiden olduğu söylenmemiş
label-share-hidden = { $group }: { $who } içindeki oranı (yer: { $place }), { $when }
shared-displaced-people = yerinden edilmiş kişi
shared-displaced-households = yerinden edilmiş hane
shared-returnees-people = geri dönen kişi
shared-returnees-households = geri dönen hane
shared-residents-people = sakin
shared-residents-households = yerleşik hane
group-women = Kadınlar
group-men = Erkekler
group-girls = Kız çocuklar
group-boys = Erkek çocuklar
group-children = Çocuklar
group-adults = Yetişkinler
group-elderly = Yaşlılar
group-disabled = Engelliler
group-female = Kadınlar ve kız çocuklar
group-male = Erkekler ve erkek çocuklar
col-group = Grup
col-share = Oran
col-of = Kaç kişiden
col-said-too = Öteki kaynaklar
share-of = { $source }: { $of } kişiden { $share }
share-of-unsaid = { $source }: { $share }, kaç kişiden olduğu söylenmemiş
of-unsaid = söylenmemiş

## poll

label-poll-asked = { $poll }: sorulan kişiler
label-poll-answered = { $poll }: yanıtlayan kişiler
label-poll-share = { $poll }: “{ $question }” – { $answer }
label-poll-mean = { $poll }: “{ $question }” – ortalama
label-poll-group = { $what } ({ $question }: { $group })
method-poll = yanıtlayanların oranı ya da ortalaması
poll-heading = Sorduk: { $poll }
poll-fixed = kalibrasyonla sabit
chart-poll-answer = { $caption } – { $answer }
poll-those-asked = Sorduklarımız arasında: kurayla seçilmediler. Söyledikleri onlar için geçerlidir, yerinden edilen herkes için değil; bir hata payının anlamı olmazdı.
poll-those-asked-unknown = Sorduklarımız arasında: kurayla seçildiklerini söyleyen bir şey yok. Söyledikleri onlar için geçerlidir, yerinden edilen herkes için değil; bir hata payının anlamı olmazdı.
poll-purpose = Yerler bilerek seçildi; yerlerin bir örneklemi değildir.
poll-purpose-interval = Yerler bilerek seçildi ve yerlerin bir örneklemi değildir: aralıklar yalnızca bu yerlerdeki insanlar için geçerlidir.
poll-everyone = Herkese soruldu; örneklemden gelen hata yoktur.
poll-few-clusters =
    { $count ->
        [one] Örneklemde yargıya varmak için { $shown } küme var. Bu kadar azıyla hiçbir aralık güvenli değildir: doğruyu söz verdiğinden daha seyrek içerir.
       *[other] Örneklemde yargıya varmak için { $shown } küme var. Bu kadar azıyla hiçbir aralık güvenli değildir: doğruyu söz verdiğinden daha seyrek içerir.
    }
poll-weighted-accounts = Yanıtlar, bu raporun hesaplarının saydığı yerinden edilmiş kişi sayısına göre ağırlıklandırıldı.
poll-weighted = Yanıtlar ağırlıklandırıldı.
poll-hidden = Gizli: arkasında { $smallest } kişiden azı var ya da böyle bir sayıyı ele verirdi.
poll-small-base = * { $n } kişiden azı yanıtladı: dikkatle okuyun.
poll-answered-of =
    { $count ->
        [one] Sorulan { $asked } kişiden { $answered } kişi yanıtladı.
       *[other] Sorulan { $asked } kişiden { $answered } kişi yanıtladı.
    }
poll-base =
    { $count ->
        [one] Bu soruyu { $shown } kişi yanıtladı.
       *[other] Bu soruyu { $shown } kişi yanıtladı.
    }
poll-base-many = { $base } Birden çok yanıt verebiliyorlardı; bu yüzden oranların toplamı bütünü vermez.
poll-everybody = Yanıtlayan herkes
hidden-short = gizli
poll-by = “{ $question }” sorusunun yanıtına göre
poll-fact-asked = Sorulan kişiler
poll-fact-answered = Yanıtlayan kişiler
poll-fact-when = Ne zaman
poll-fact-where = Nerede
poll-fact-origins = Nereden kaçmışlardı
poll-fact-whom = Kime sorulabilirdi
poll-fact-chosen = Nasıl seçildiler
poll-fact-mode = Nasıl soruldu
poll-fact-by = Kim sordu
poll-fact-left-out = Sayılmayan görüşmeler
poll-fact-design = Kesinlik
poll-fact-more = Gruplara göre bütün yanıtlar
poll-design = Tipik tasarım etkisi { $deff }: tek tek kurayla seçilmiş { $effective } kişi kadar kesin.
poll-places =
    { $count ->
        [one] { $shown } yer; bulundukları yerler: { $names }
       *[other] { $shown } yer; bulundukları yerler: { $names }
    }
poll-mode-face-to-face = yüz yüze
poll-mode-phone = telefonla
poll-mode-web = internetten
poll-mode-paper = kâğıt üzerinde
poll-mode-mixed = birkaç yoldan
poll-chosen-unknown = belirtilmemiş
poll-chosen-convenience = ulaşılabilenler
poll-chosen-quota = her gruptan belirli sayıya varılana dek ulaşılabilenler
poll-chosen-snowball = sorulanların aracılığıyla
poll-chosen-chance = kurayla
poll-chosen-everyone = herkes
col-fact = Ne
col-fact-value = Bu ankette
col-answer = Yanıt
col-average = Ortalama
col-answered = Yanıtlayanlar
average = Ortalama
poll-page = Anket
section-poll-facts = Kime, nerede, ne zaman, nasıl soruldu
section-poll-tests = Gruplar farklı mı?
lead-poll-tests = Aynı düşünen grupların bunlar kadar farklı çıkma olasılığı. 100’de 5’in altına çoğu zaman fark denir.
col-question = Soru
col-groups = Gruplar
col-p = Olasılık (p)
p-little = { $p } altında
section-poll-printed = Başka yerde basılmış yüzdeler
lead-poll-printed = Bir kişi sayısının yüzdeyi basıldığı gibi verip veremeyeceği. Doğru olup olmadığı konusunda bir şey söylemez.
col-printed = Basıldığı gibi
col-printed-of = Kaç kişiden
col-verdict = Olabilir mi?
verdict-attainable = evet
verdict-not-attainable = basıldığı gibi olamaz
verdict-exempt = sınanamaz
section-poll-method = Nasıl soruldu, nasıl hesaplandı
poll-method-base = Her oran, soruyu yanıtlayanların oranıdır. Kendisine sorulmayan ya da yanıtlamayan bunun içinde değildir. Toplama araçlarının raporları çoğu zaman bütün formlara, grupları da bütün yanıtlayanlara böler; oranları bunlardan farklıdır.
poll-method-validation-not-rejected = İncelemede onaylanmayan görüşmeler sayılmaz.
poll-method-validation-approved = Yalnızca incelemede onaylanan görüşmeler sayılır.
poll-method-validation-all = İnceleme ne derse desin bütün görüşmeler sayılır.
poll-method-interval = Aralıklar, böyle çekilen bütün örneklemlerin { $level } kadarında doğruyu içerir; yöntem { $method }. Grupların aralıkları grubun serbestlik derecelerini kullanır.
poll-method-test = Gruplar, insanların nasıl seçildiğini bilen Rao–Scott sınamasıyla karşılaştırılır.
poll-method-hidden = { $smallest } kişiden az sayılar gizlenir; kimse bunları çıkaramasın diye gerektiği kadar başka sayı da onlarla gizlenir. Bu kadar azının oranı verilmez. Bütün tablolara birlikte bakıldı.
poll-method-cleaned =
    { $count ->
        [one] Veriler temizlenirken { $shown } yanıt değiştirildi, gerekçesi kayıtlıdır; dosya alındığı gibi saklanır.
       *[other] Veriler temizlenirken { $shown } yanıt değiştirildi, her birinin gerekçesi kayıtlıdır; dosya alındığı gibi saklanır.
    }
poll-method-trace = Yanıtlayan herkesle ilgili rakamlar dayanaklarına götürür. Gruplara göre olanlar da içinde, her rakamın adı indirilebilen tablolardadır; girdi dosyalarına sahip olan herkes satırlarını şu komutla bulur: nuzuh trace { $figure }
section-poll-data = İndirilecekler
poll-data-form = Kullanıldığı hâliyle form (XLSForm)
poll-data-form-csv = Formun soruları, tablo olarak
poll-data-tables = Yayımlanan bütün tablolar (CSV)
poll-data-tables-xlsx = Yayımlanan bütün tablolar (çalışma kitabı)
poll-no-responses = Yanıtların kendisi bu raporda değildir.
## poll form
form-introduction = Merhaba. { $organisation } adına çalışıyorum. Evlerini bırakmak zorunda kalan insanlara durumlarını ve ihtiyaçlarını soruyoruz. Katılıp katılmayacağınıza siz karar verirsiniz. İstemediğiniz soruyu yanıtsız bırakabilir, görüşmeyi istediğiniz zaman bitirebilirsiniz. Aldığınız yardım, ne katılıp katılmamanıza ne de yanıtlarınıza bağlıdır. Adınızı ve telefon numaranızı yazmayacağım. Görüşme yaklaşık { $minutes } dakika sürer.
form-consent = Katılmayı kabul ediyor musunuz?
form-consent-no = Zaman ayırdığınız için teşekkür ederiz. Görüşme burada bitiyor.
form-thanks = Teşekkür ederiz. Sorularımız bu kadar.
form-yes = Evet
form-no = Hayır
form-dont-know = Bilmiyorum
form-refused = Yanıt vermek istemiyorum
form-alone = Şu yanıtlar başka yanıtlarla birlikte seçilemez: { $answers }
form-leave-empty = Kişi bilmiyorsa ya da yanıt vermek istemiyorsa boş bırakın.
form-number = 0 ya da daha büyük bir tam sayı.
form-interviewer = Görüşmecinin kodu
form-interviewer-hint = Yalnızca kod; ad yazmayın.
form-cluster = Görüşme yeri
## poll: attainable
attain-yes = { $n } kişide { $figure } elde edilebilir: { $way }.
attain-not = { $n } kişide { $figure }, en yakına yuvarlayarak elde edilemez: { $near }.
attain-near = { $people }/{ $n } = { $share }
attain-comma = { $first }, { $second }
attain-or = { $first } ya da { $second }
attain-and = { $first } ve { $second }
attain-of = { $n } kişide { $figure }
attain-fits = Şununla uyuşur: { $ways }.
attain-they-fit = Şöyle elde edilebilir: { $ways }.
attain-way = { $people }/{ $n }
attain-way-if = { $conditions } { $people }/{ $n }
attain-cut = { $count ->
    [0] ondalıklar yuvarlanmadan atıldıysa
    [1] ilk ondalıktan sonrası yuvarlanmadan atıldıysa
    [2] ikinci ondalıktan sonrası yuvarlanmadan atıldıysa
   *[other] { $shown } ondalıktan sonrası yuvarlanmadan atıldıysa
 }
attain-up = hep yukarı yuvarlandıysa
attain-even = yarımlar çift rakama yuvarlandıysa
attain-down = yarımlar aşağı yuvarlandıysa
attain-missing = { $count ->
    [one] { $n } kişiden biri yanıt vermediyse
   *[other] { $n } kişi içinde { $shown } kişi yanıt vermediyse
 }
attain-nothing = { $count ->
    [0] Ondalıkları atmak ve yukarı yuvarlamak da bunu değiştirmez.
    [one] Ondalıkları atmak ve yukarı yuvarlamak da bunu değiştirmez, { $n } kişiden biri yanıt vermemiş olsa bile.
   *[other] Ondalıkları atmak ve yukarı yuvarlamak da bunu değiştirmez, { $n } kişi içinde { $shown } kişiye kadar yanıt vermeyen olsa bile.
 }
attain-exempt = { $figure } ağırlıklandırılmış bir orandır: ağırlıklarla her oran çıkabilir, kişi sayıları bunu sınamaz.
attain-exempt-all = Oranlar ağırlıklandırılmıştır: ağırlıklarla her oran çıkabilir, kişi sayıları bunları sınamaz.
attain-rough = “{ $text }” ({ $n } kişide) birden çok sayının karşılayabileceği kaba bir ifadedir: daha fazla sınanmaz.
attain-rough-none = “{ $text }” ({ $n } kişide) elde edilemez: her oran hiç kimse ile herkes arasındadır.
attain-nearly = { $n } kişide bu kadar az ondalıkla neredeyse her oran elde edilebilir; bu sınamadan geçmek pek az şey gösterir.
attain-every = { $n } kişide bu kadar az ondalıkla her oran elde edilebilir; bu sınamadan geçmek bir şey göstermez.
attain-alone = { $count ->
    [one] { $list }, en yakına yuvarlayarak elde edilemez.
   *[other] Şunlar en yakına yuvarlayarak elde edilemez: { $list }.
 }
attain-set-yes = { $count ->
    [one] { $n } kişideki oran elde edilebilir.
   *[other] { $n } kişideki { $shown } oran birlikte elde edilebilir.
 }
attain-set-many = { $n } kişideki her oran tek başına elde edilebilir, ama hepsi birlikte edilemez: toplamları en az { $people } kişi eder, { $n } kişiden fazla.
attain-set-few = { $n } kişideki her oran tek başına elde edilebilir, ama hepsi birlikte edilemez: toplamları en çok { $people } kişi eder, { $n } kişiden az.
attain-groups-yes = Grupların oranları ve { $n } kişinin tümünün oranı birlikte elde edilebilir.
attain-groups-apart = Her oran tek başına elde edilebilir, ama hepsi birlikte edilemez: gruplar { $groups } kişi eder, { $n } kişinin tümünün oranı { $total } kişi.
attain-count-yes = { $people }/{ $n } = { $figure }.
attain-count-not = { $people }/{ $n }, en yakına yuvarlandığında { $share } eder, { $figure } etmez.
attain-change-points = { $before } ile { $after } arasındaki değişim { $points } yüzde puan, oran olarak { $percent }: { $change } yalnızca yüzde puan olarak uyar.
attain-change-percent = { $before } ile { $after } arasındaki değişim { $points } yüzde puan, oran olarak { $percent }: { $change } yalnızca oran olarak uyar.
attain-change-both = { $before } ile { $after } arasındaki değişim { $points } yüzde puan, oran olarak { $percent }: { $change } ikisi olarak da uyar.
attain-change-neither = { $before } ile { $after } arasındaki değişim { $points } yüzde puan, oran olarak { $percent }: { $change } hiçbiri olarak uymaz.
attain-undefined = tanımsız
attain-percent = ilkinin yüzde { $percent } kadarı
attain-margin-fits = ± { $margin } yüzde puanlık hata payı { $n } yanıtla uyuşur: bu büyüklükte basit rastgele bir örneklemde ± { $simple } olur.
attain-margin-wide = ± { $margin } yüzde puanlık hata payı, { $low } ile { $high } arasında bir tasarım etkisiyle { $n } yanıtla uyuşur: bu büyüklükte basit rastgele bir örneklemde ± { $simple } olur.
attain-margin-narrow = ± { $margin } yüzde puanlık hata payı { $n } yanıtın izin verdiğinden dardır: bu büyüklükte basit rastgele bir örneklemde ± { $simple } olur. Bunun için { $few } ile { $many } arasında yanıt gerekir.
attain-margin-narrow-open = ± { $margin } yüzde puanlık hata payı { $n } yanıtın izin verdiğinden dardır: bu büyüklükte basit rastgele bir örneklemde ± { $simple } olur. Bunun için en az { $few } yanıt gerekir.
