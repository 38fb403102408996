// The words that the demo library's titles and people are made of; all invented here, no catalogue was copied.

const split = (text: string): string[] => text.trim().split(/\s*\n\s*|\s*,\s*/);

export const firstNames = split(`
  Ada, Aisha, Alan, Amara, Amir, Ana, Anders, Anya, Arthur, Astrid, Beatriz, Benedikt, Björn, Camille, Carlos, Chiara,
  Chloé, Clara, Daniel, Dilara, Edith, Elena, Elif, Emeka, Esther, Farah, Felix, Fatima, Frida, Gabriel, Giulia, Grace,
  Håkon, Hana, Hannah, Hugo, Ibrahim, Ines, Ingrid, Isaac, Ivo, Jamal, Jana, Jonas, José, Judith, Kai, Karim, Katarzyna,
  Kofi, Lara, Leila, Léon, Liam, Lucía, Magnus, Mai, Malik, Margit, Mateo, Maya, Mercy, Miriam, Nadia, Naomi, Nils, Noor,
  Olivia, Omar, Oskar, Pablo, Paula, Petra, Priya, Rafael, Ravi, René, Rosa, Ruth, Samuel, Sanaa, Sean, Selma, Signe,
  Sofia, Stefan, Tariq, Teresa, Thandi, Tomáš, Ulrike, Valentina, Vera, Viktor, Wanda, Wei, Yara, Yusuf, Zoë`);

export const lastNames = split(`
  Abara, Adeyemi, Ahlgren, Almeida, Andersen, Bakker, Barros, Bauer, Becker, Bell, Bergman, Blake, Boateng, Bosco, Brandt,
  Brennan, Calder, Campos, Castellan, Chandra, Cohen, Costa, Crane, Dahl, Delacroix, Demir, Díaz, Dlamini, Dvořák, Egger,
  Eklund, El-Amin, Engel, Eze, Falk, Farouk, Fernández, Fischer, Forde, Gallo, García, Grant, Gruber, Haas, Haddad, Hale,
  Hansen, Hart, Hofmann, Holm, Ito, Jansen, Jensen, Kaplan, Karlsson, Keller, Kimura, Klein, Kovács, Krüger, Lang, Larsen,
  Laurent, Lindqvist, Lopes, Lund, Marchetti, Mbeki, Meyer, Moreau, Müller, Nagy, Nakata, Ndiaye, Nguyen, Novak, Nyberg,
  O’Hara, Okafor, Olsen, Ortiz, Park, Pereira, Quinn, Rahman, Reyes, Ricci, Rossi, Roth, Sandoval, Sato, Schwarz, Silva,
  Sørensen, Stein, Strand, Suzuki, Tanaka, Thorne, Toure, Vargas, Vogel, Walsh, Weber, Winter, Wolff, Yamada, Yılmaz, Zeman`);

export const adjectives = split(`
  Silent, Hidden, Broken, Distant, Golden, Forgotten, Restless, Borrowed, Crooked, Patient, Salted, Luminous, Careful,
  Northern, Winter, Paper, Glass, Iron, Second, Last, Lost, Little, Long, Quiet, Wandering, Unwritten, Stolen, Blue, Red,
  Hollow, Slow, Bright, Wild, Secret, Burning, Gentle, Ordinary, Invisible, Midnight, Tidal`);

export const things = split(`
  Orchard, Lighthouse, Harbour, Garden, River, Atlas, Letter, Compass, Clockmaker, House, Bridge, Mirror, Winter, Island,
  Library, Map, Piano, Station, Sparrow, Lantern, Forest, Ferry, Cartographer, Kitchen, Window, Summer, Beekeeper, Tower,
  Violin, Archive, Mountain, Road, Tide, Market, Painter, Promise, Stranger, Key, Snow, Tailor, Theatre, Well, Moth, Anchor`);

export const places = split(`
  Lisbon, Trieste, Marseille, Kyoto, Valparaíso, Tromsø, Galway, Istanbul, Odesa, Accra, Montréal, Kraków, Zanzibar, Bergen,
  Havana, Salzburg, Cádiz, Riga, Tbilisi, Dakar, Hobart, Tangier, the Fens, the Karst, the Hebrides, the Delta, the Steppe`);

/** A field of knowledge: its Dewey class, what its books are about, and the subject heading. */
export const fields = [
  {
    dewey: 4,
    subject: 'Computer science',
    topics: split('Programming, Databases, Cryptography, Networks, Algorithms'),
  },
  { dewey: 155, subject: 'Psychology', topics: split('Memory, Habits, Attention, Childhood, Sleep') },
  { dewey: 172, subject: 'Ethics', topics: split('Justice, Promises, Friendship, Work, Lying') },
  { dewey: 306, subject: 'Sociology', topics: split('Cities, Families, Migration, Neighbours, Money') },
  { dewey: 372, subject: 'Education', topics: split('Reading, Teaching, Play, Early Learning, School Libraries') },
  { dewey: 398, subject: 'Folklore', topics: split('Fairy Tales, Proverbs, Sea Legends, Giants, Winter Customs') },
  { dewey: 428, subject: 'Language', topics: split('Grammar, Spelling, Translation, Accents, Letter Writing') },
  { dewey: 510, subject: 'Mathematics', topics: split('Geometry, Probability, Numbers, Calculus, Puzzles') },
  { dewey: 523, subject: 'Astronomy', topics: split('Comets, Planets, Galaxies, the Moon, Eclipses') },
  { dewey: 551, subject: 'Earth sciences', topics: split('Weather, Volcanoes, Rivers, Fossils, Ice') },
  { dewey: 581, subject: 'Botany', topics: split('Mosses, Trees, Seeds, Wild Flowers, Roots') },
  { dewey: 598, subject: 'Birds', topics: split('Owls, Migration, Songbirds, Gulls, Nests') },
  { dewey: 613, subject: 'Health', topics: split('Walking, Nutrition, Running, Breathing, Ageing') },
  { dewey: 635, subject: 'Gardening', topics: split('Vegetables, Composting, Small Gardens, Herbs, Orchards') },
  { dewey: 641, subject: 'Cooking', topics: split('Bread, Soup, Preserves, Spices, Sunday Lunch') },
  { dewey: 720, subject: 'Architecture', topics: split('Bridges, Staircases, Libraries, Brick, Railway Stations') },
  { dewey: 746, subject: 'Textile arts', topics: split('Knitting, Weaving, Quilting, Dyeing, Embroidery') },
  { dewey: 781, subject: 'Music', topics: split('Jazz, the String Quartet, Harmony, Choirs, the Piano') },
  { dewey: 796, subject: 'Sports', topics: split('Climbing, Chess, Rowing, Cycling, Swimming') },
  { dewey: 914, subject: 'Travel', topics: split('Night Trains, Islands, Border Towns, Long Paths, Harbours') },
  {
    dewey: 940,
    subject: 'History',
    topics: split('Medieval Towns, the Printing Press, the Baltic, Plague Years, Everyday Life'),
  },
] as const;

export const genres = split(
  'Novel, Crime fiction, Historical fiction, Science fiction, Short stories, Romance, Fantasy',
);

export const publishers = split(`
  Marram Press, Two Herons, Quayside Books, Lantern & Wick, Northlight, Ostrich Lane, Parish & Sons, Saltmarsh,
  The Folding Table, Umbra Editions, Verlag am Wehr, Wren House`);
