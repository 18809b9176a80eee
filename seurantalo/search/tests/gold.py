"""Gold words: a form as people write it, its base form, and the members of a compound.

Judged by hand. A member matters when somebody may search by it; "-" means none.
"""

FINNISH = """
jumppaan jumppa -
jumppaamassa jumpata -
tuolijumppaa tuolijumppa tuoli,jumppa
seniorijumpassa seniorijumppa seniori,jumppa
vesijumppaan vesijumppa vesi,jumppa
uinnin uinti -
uimaan uida -
vauvauinti vauvauinti vauva,uinti
avantouinnissa avantouinti avanto,uinti
uimakoulun uimakoulu koulu
kävelyllä kävely -
kävelyryhmään kävelyryhmä kävely,ryhmä
sauvakävelyä sauvakävely sauva,kävely
hiihtokouluun hiihtokoulu hiihto,koulu
jalkapalloa jalkapallo jalka,pallo
lentopallovuoro lentopallovuoro vuoro
kuntosalilla kuntosali kunto,sali
senioritanssit senioritanssi seniori,tanssi
paritanssin paritanssi pari,tanssi
retkeilemään retkeillä -
pyöräilijöille pyöräilijä -
kalastajat kalastaja -
metsästysseuran metsästysseura metsästys,seura
lintuharrastajille lintuharrastaja lintu,harrastaja
sieniretkelle sieniretki sieni,retki
marjametsään marjametsä marja,metsä
luontopolulla luontopolku luonto,polku
luonnonsuojelua luonnonsuojelu luonto,suojelu
koirien koira -
kissoista kissa -
kissatalossa kissatalo kissa,talo
hevosia hevonen -
puutarhassa puutarha puu,tarha
kuoroon kuoro -
mieskuoron mieskuoro mies,kuoro
yhteislaulua yhteislaulu laulu
kuorolaulua kuorolaulu kuoro,laulu
soittajia soittaja -
bändikämppä bändikämppä bändi
teatteriryhmä teatteriryhmä teatteri,ryhmä
kesäteatterissa kesäteatteri kesä,teatteri
näyttelijöitä näyttelijä -
käsitöitä käsityö käsi,työ
neulekahvilassa neulekahvila kahvila
ompelukerhoon ompelukerho kerho
virkkaamista virkata -
lukupiirissä lukupiiri luku,piiri
kirjastossa kirjasto -
kirjallisuuspiiri kirjallisuuspiiri kirjallisuus,piiri
valokuvauksen valokuvaus kuvaus
elokuvakerho elokuvakerho elokuva,kerho
kielikahvilaan kielikahvila kieli,kahvila
perhekahvilassa perhekahvila perhe,kahvila
lautapelejä lautapeli lauta,peli
shakkikerhon shakkikerho shakki,kerho
ystävää ystävä -
ystävyydestä ystävyys -
ystävätoimintaa ystävätoiminta ystävä,toiminta
ystäväkurssille ystäväkurssi ystävä,kurssi
seurakaveriksi seurakaveri seura,kaveri
yksinäiselle yksinäinen -
yksinäisyyden yksinäisyys -
yksinhuoltajien yksinhuoltaja huoltaja
äideille äiti -
äidin äiti -
isien isä -
isovanhemmille isovanhempi -
lapsille lapsi -
lasten lapsi -
lapsiperheiden lapsiperhe lapsi,perhe
lastenhoitajaa lastenhoitaja lapsi,hoitaja
lapsettomuutta lapsettomuus -
vauvojen vauva -
nuorille nuori -
nuorisotalolla nuorisotalo nuoriso,talo
nuorisotyötä nuorisotyö nuoriso,työ
vanhuksille vanhus -
vanhusneuvoston vanhusneuvosto vanhus,neuvosto
ikäihmisten ikäihminen ikä,ihminen
ikääntyneille ikääntynyt -
eläkeläisten eläkeläinen -
eläkkeensaajat eläkkeensaaja saaja
omaishoitajille omaishoitaja omainen,hoitaja
omaisten omainen -
läheisen läheinen -
leskien leski -
miesten mies -
naisille nainen -
vertaistukea vertaistuki tuki
vertaistukiryhmässä vertaistukiryhmä tuki,ryhmä
vertaisryhmään vertaisryhmä ryhmä
tukihenkilöksi tukihenkilö tuki,henkilö
vapaaehtoiseksi vapaaehtoinen -
vapaaehtoistyötä vapaaehtoistyö vapaaehtoinen,työ
talkoisiin talkoo -
talkooväki talkooväki väki
keskusteluapua keskusteluapu keskustelu,apu
kriisipuhelimeen kriisipuhelin kriisi,puhelin
masennuksesta masennus -
masentuneille masentunut -
ahdistusta ahdistus -
mielenterveyskuntoutujille mielenterveyskuntoutuja mielenterveys,kuntoutuja
mielenterveyden mielenterveys mieli,terveys
surun suru -
sururyhmään sururyhmä suru,ryhmä
kuoleman kuolema -
itsemurhan itsemurha murha
väkivaltaa väkivalta valta
turvakodissa turvakoti turva,koti
perheväkivalta perheväkivalta perhe,väkivalta
avioeron avioero ero
eroryhmä eroryhmä ero,ryhmä
kiusaamisesta kiusata -
koulukiusattu koulukiusattu koulu
päihteettömyys päihteettömyys -
päihdeongelmaan päihdeongelma päihde,ongelma
alkoholistien alkoholisti -
peliriippuvuus peliriippuvuus peli,riippuvuus
huumeista huume -
syöpäpotilaille syöpäpotilas syöpä,potilas
rintasyövän rintasyöpä rinta,syöpä
syöpään syöpä -
muistisairaan muistisairas muisti,sairas
muistikahvila muistikahvila muisti,kahvila
muistiyhdistyksen muistiyhdistys muisti,yhdistys
sydänpotilaiden sydänpotilas sydän,potilas
diabeetikoille diabeetikko -
reumayhdistys reumayhdistys reuma,yhdistys
kehitysvammaisten kehitysvammainen kehitys,vammainen
näkövammaisille näkövammainen näkö,vammainen
kuurojen kuuro -
viittomakielellä viittomakieli kieli
liikuntavammaisten liikuntavammainen liikunta,vammainen
pyörätuolilla pyörätuoli pyörä,tuoli
työttömille työtön -
työttömyyden työttömyys -
työnhakuun työnhaku työ,haku
velkaneuvontaa velkaneuvonta velka,neuvonta
velkaantuneille velkaantunut -
ruoka-apua ruoka-apu ruoka,apu
ruokakassien ruokakassi ruoka,kassi
leipäjonoon leipäjono leipä,jono
asunnottomien asunnoton -
asunnottomuus asunnottomuus -
maahanmuuttajien maahanmuuttaja muuttaja
maahanmuuttajanaisten maahanmuuttajanainen maahanmuuttaja,nainen
turvapaikanhakijoille turvapaikanhakija hakija
pakolaisten pakolainen -
suomenkielinen suomenkielinen -
digiopastusta digiopastus opastus
digituessa digituki tuki
tietokoneen tietokone tieto,kone
älypuhelimen älypuhelin äly,puhelin
oikeusapua oikeusapu oikeus,apu
kylätalolla kylätalo kylä,talo
kylätoimikunnan kylätoimikunta kylä,toimikunta
kylien kylä -
seurantalolle seurantalo seura,talo
palokunnan palokunta -
vapaapalokuntaan vapaapalokunta palokunta
ensiapukurssille ensiapukurssi ensiapu,kurssi
seurakunnan seurakunta -
raamattupiiri raamattupiiri raamattu,piiri
rippikoulun rippikoulu rippi,koulu
veteraanien veteraani -
kotiseutuyhdistys kotiseutuyhdistys kotiseutu,yhdistys
sukututkimusta sukututkimus suku,tutkimus
kirpputorille kirpputori tori
joulutorilla joulutori joulu,tori
hyvinvointialueen hyvinvointialue hyvinvointi,alue
kansalaisopistossa kansalaisopisto opisto
kotikäyntejä kotikäynti koti,käynti
kauppakassit kauppakassi kauppa,kassi
lumityöt lumityö lumi,työ
kohtaamispaikassa kohtaamispaikka paikka
äiti-lapsijumppa äiti-lapsijumppa äiti,lapsi,jumppa
4h-kerhossa 4h-kerho kerho
"""

SWEDISH = """
vänner vän -
vänverksamheten vänverksamhet vän,verksamhet
vänskapen vänskap -
ensamma ensam -
ensamheten ensamhet -
barnen barn -
barnvakten barnvakt barn
barngruppen barngrupp barn,grupp
familjerna familj -
familjekaféet familjekafé familj,kafé
mammor mamma -
papporna pappa -
ungdomar ungdom -
ungdomsgården ungdomsgård ungdom,gård
ungdomsverksamhet ungdomsverksamhet ungdom,verksamhet
pensionärer pensionär -
pensionärsklubben pensionärsklubb pensionär,klubb
pensionärsföreningen pensionärsförening pensionär,förening
föreningar förening -
byaföreningen byaförening förening
kvinnor kvinna -
kvinnogruppen kvinnogrupp kvinna,grupp
språkcaféet språkcafé språk,café
simskolor simskola -
simningen simning -
gymnastiken gymnastik -
vattengymnastik vattengymnastik vatten,gymnastik
stolgymnastiken stolgymnastik stol,gymnastik
promenader promenad -
promenadgruppen promenadgrupp promenad,grupp
danser dans -
danskursen danskurs dans,kurs
körer kör -
sången sång -
kyrkokör kyrkokör kyrka,kör
sorgegrupper sorgegrupp sorg,grupp
sorgen sorg -
närståendevårdare närståendevårdare vårdare
stödgruppen stödgrupp stöd,grupp
stödpersoner stödperson stöd,person
cancersjuka cancersjuk -
minnesgruppen minnesgrupp minne,grupp
hjälpen hjälp -
mathjälp mathjälp mat,hjälp
läxhjälpen läxhjälp hjälp
frivilliga frivillig -
handarbeten handarbete -
bokcirkeln bokcirkel bok,cirkel
teaterföreningen teaterförening teater,förening
naturskolan naturskola natur,skola
hundklubben hundklubb hund,klubb
fiskare fiskare -
mötesplatsen mötesplats plats
invandrare invandrare -
flyktingar flykting -
arbetslösa arbetslös -
"""

# Forms that must not meet: neither's base forms may be among the other's base forms or roots.
APART = """
kissa kisa
ystävä ystävänpäivä
kuuma kuu
tulkki tuli
maali maa
lasi lapsi
kuoro kuori
suru suuri
veli velka
tauti taito
muisti muu
piiri piirakka
uni unikko
sauna saunoa
vene veneilijä
kerho kertoa
koira koiras
äiti äitelä
peli pelko
kylä kylpy
tanssi tanskalainen
kahvi kahva
ryhmä rynnätä
hoito hoikka
talo talous
lintu lintsi
kala kalja
metsä metso
leipä leipuri
ruoka ruoko
puhe puhelin
isä isäntä
nuori nuora
mies mieli
nainen naula
raha rahti
työ tyttö
syöpä syötti
kipu kipukynnys
rauha raaha
leski leskenlehti
kurssi kurki
"""


def rows(table: str) -> list[list[str]]:
    """The lines of a table as lists of words."""
    return [line.split() for line in table.strip().splitlines()]
