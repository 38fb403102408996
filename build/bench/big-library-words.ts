// Words for made-up titles: the common ones first, as in a real catalogue (rank decides how often a word appears), then
// as many as are wanted, from syllables.

export const commonWords =
  `the of and in a to for history from with an its art on life new world american by introduction
  studies guide modern law science theory social book education great music children political english handbook economic
  international war analysis at management development essays century system methods story women society years house
  night day man love philosophy time literature practice church collected early letters poems works culture principles
  war health national states south north river city garden king queen old young stories french german russian dark light
  secret last first two three little big black white red green blue winter summer island mountain sea water fire stone
  road journey home family mother father daughter son brother sister friends school teacher children girl boy dog cat
  horse bird tree forest flower food cooking bread wine jazz blues opera dance painting film theatre photography drawing
  architecture design computer programming data mathematics physics chemistry biology medicine nursing psychology mind
  brain body heart soul spirit god bible faith religion islam buddhism jewish christian ancient medieval roman greek
  egypt china japan india africa europe america russia england ireland scotland france germany italy spain mexico canada
  australia government democracy revolution power freedom justice crime murder mystery detective ghost magic dragon`
    .split(/\s+/)
    .filter((word, index, all) => all.indexOf(word) === index);

export const syllables =
  `ka ri ton mel sha ver no li dor an bel cor da el fen gar hul is jo kel lan mor nar ol per qui ras
  sel tar um val wen xi yor zan bri cla dre fro gli kra plo sta tre vou chi the rho phi ein ber gen son ler man ski ova
  eau ella ino ado ura`.split(/\s+/);
