/** What the people of the town are called, country by country, and how many of them live there. */

export type Country = {
  code: string
  /** How many of a thousand. */
  weight: number
  language: string
  cities: readonly string[]
  /** As they write it, and in Latin letters where that differs. */
  given: readonly string[]
  family: readonly string[]
}

const words = (text: string): string[] => text.split(' ')

export const COUNTRIES: readonly Country[] = [
  {
    code: 'US',
    weight: 170,
    language: 'en',
    cities: ['Austin', 'Portland', 'Chicago', 'Atlanta', 'Denver', 'Oakland'],
    given: words(
      'Maya Jordan Avery Caleb Riley Naomi Ethan Zoe Marcus Harper Dylan Imani Noah Paige Andre Quinn',
    ),
    family: words(
      'Carter Nguyen Brooks Rivera Coleman Patel Hughes Foster Bennett Reyes Sullivan Grant Okafor Price',
    ),
  },
  {
    code: 'GB',
    weight: 80,
    language: 'en',
    cities: ['Leeds', 'Bristol', 'Glasgow', 'London', 'Cardiff'],
    given: words('Poppy Alfie Isla Callum Freya Rhys Amara Jasper Orla Tariq Martha Finn'),
    family: words('Whitaker Ashworth Campbell Bains Lloyd Osborne Hartley Khan Pemberton Rowe'),
  },
  {
    code: 'DE',
    weight: 70,
    language: 'de',
    cities: ['Berlin', 'Leipzig', 'Köln', 'Hamburg', 'Freiburg'],
    given: words('Jonas Lea Mia Felix Jule Emre Hannah Moritz Ronja Till Ayşe Lukas'),
    family: words('Brandt Schäfer Vogel Yılmaz Lindner Krüger Hoffmann Böhm Neumann Weiß'),
  },
  {
    code: 'FR',
    weight: 60,
    language: 'fr',
    cities: ['Lyon', 'Nantes', 'Marseille', 'Lille', 'Rennes'],
    given: words('Chloé Hugo Inès Théo Manon Yanis Élise Baptiste Salomé Léo Aïcha Rémi'),
    family: words('Moreau Lefèvre Garnier Benali Rousseau Picard Delmas Chevalier Faure Roche'),
  },
  {
    code: 'ES',
    weight: 50,
    language: 'es',
    cities: ['Sevilla', 'Valencia', 'Bilbao', 'Madrid', 'Granada'],
    given: words('Lucía Hugo Martina Álvaro Carmen Iker Noa Mateo Alba Joan Rocío'),
    family: words('Ortega Núñez Vidal Serrano Iglesias Peña Molina Ibáñez Cano'),
  },
  {
    code: 'IT',
    weight: 45,
    language: 'it',
    cities: ['Torino', 'Bologna', 'Napoli', 'Palermo', 'Milano'],
    given: words('Giulia Matteo Chiara Lorenzo Aurora Davide Elisa Tommaso Noemi Pietro'),
    family: words('Marchetti Greco Fontana Rinaldi Bruno Ferrara Vitale Caruso Gatti'),
  },
  {
    code: 'PL',
    weight: 40,
    language: 'pl',
    cities: ['Kraków', 'Gdańsk', 'Wrocław', 'Łódź', 'Poznań'],
    given: words('Zuzanna Jakub Oliwia Kacper Hanna Wojciech Maja Tymon Łucja Bartek'),
    family: words('Wiśniewska Nowak Zieliński Król Wójcik Dąbrowska Mazur Sikora Żak'),
  },
  {
    code: 'BR',
    weight: 85,
    language: 'pt',
    cities: ['São Paulo', 'Recife', 'Salvador', 'Curitiba', 'Belém'],
    given: words('Beatriz João Larissa Thiago Camila Caio Luana Enzo Yasmin Rafael Isadora'),
    family: words('Souza Carvalho Araújo Ribeiro Nascimento Barros Teixeira Moura Conceição'),
  },
  {
    code: 'MX',
    weight: 50,
    language: 'es',
    cities: ['Guadalajara', 'Puebla', 'Mérida', 'Oaxaca', 'Monterrey'],
    given: words('Ximena Emiliano Renata Santiago Valeria Leonardo Regina Iván Citlali'),
    family: words('Hernández Guzmán Cárdenas Salinas Ríos Juárez Montes Aguilar'),
  },
  {
    code: 'AR',
    weight: 25,
    language: 'es',
    cities: ['Rosario', 'Córdoba', 'Buenos Aires', 'Mendoza'],
    given: words('Malena Joaquín Abril Thiago Camila Bautista Delfina Nahuel'),
    family: words('Pereyra Acosta Ledesma Bianchi Quiroga Sosa Funes'),
  },
  {
    code: 'IN',
    weight: 90,
    language: 'hi',
    cities: ['Pune', 'Kochi', 'Jaipur', 'Bengaluru', 'Kolkata'],
    given: words('Ananya Rohan Isha Arjun Meera Kabir Diya Vikram Saanvi Farhan Kavya'),
    family: words('Sharma Iyer Nair Desai Khanna Banerjee Kulkarni Reddy Menon Sheikh'),
  },
  {
    code: 'ID',
    weight: 45,
    language: 'id',
    cities: ['Bandung', 'Yogyakarta', 'Surabaya', 'Denpasar'],
    given: words('Ayu Bagas Citra Dimas Intan Rizky Putri Wayan Sari'),
    family: words('Pratama Wijaya Lestari Santoso Nugroho Hidayat Kusuma'),
  },
  {
    code: 'JP',
    weight: 40,
    language: 'ja',
    cities: ['Kyoto', 'Sapporo', 'Fukuoka', 'Kanazawa'],
    given: words('結衣|yui 蓮|ren 美咲|misaki 悠斗|yuto 葵|aoi 健太|kenta 花|hana 陸|riku'),
    family: words('佐藤|sato 鈴木|suzuki 高橋|takahashi 山本|yamamoto 小林|kobayashi 森|mori 石川|ishikawa'),
  },
  {
    code: 'KR',
    weight: 30,
    language: 'ko',
    cities: ['Seoul', 'Busan', 'Jeonju', 'Daegu'],
    given: words('지우|jiwoo 서연|seoyeon 민준|minjun 하은|haeun 도윤|doyun 수아|sua'),
    family: words('김|kim 박|park 이|lee 최|choi 정|jung 한|han'),
  },
  {
    code: 'TR',
    weight: 30,
    language: 'tr',
    cities: ['İzmir', 'Ankara', 'Bursa', 'İstanbul'],
    given: words('Elif Kerem Defne Emir Zeynep Çağan İrem Baran'),
    family: words('Aydın Şahin Öztürk Koç Güneş Polat Doğan'),
  },
  {
    code: 'EG',
    weight: 20,
    language: 'ar',
    cities: ['Cairo', 'Alexandria', 'Luxor'],
    given: words('سلمى|salma يوسف|youssef نور|nour كريم|karim مريم|mariam'),
    family: words('حسن|hassan منصور|mansour فتحي|fathy سالم|salem'),
  },
  {
    code: 'NG',
    weight: 30,
    language: 'en',
    cities: ['Lagos', 'Abuja', 'Ibadan', 'Enugu'],
    given: words('Chidinma Tunde Amaka Emeka Folake Ifeanyi Zainab Seun'),
    family: words('Adeyemi Okonkwo Balogun Eze Abubakar Ogunleye Nwosu'),
  },
  {
    code: 'ZA',
    weight: 18,
    language: 'en',
    cities: ['Cape Town', 'Durban', 'Johannesburg'],
    given: words('Lerato Sipho Anika Thabo Zinhle Pieter Naledi'),
    family: words('Dlamini Botha Naidoo Mokoena Jacobs Khumalo'),
  },
  {
    code: 'SE',
    weight: 18,
    language: 'sv',
    cities: ['Malmö', 'Uppsala', 'Göteborg', 'Umeå'],
    given: words('Alva Elias Saga Hugo Tuva Nils Freja'),
    family: words('Lindqvist Åkesson Sjöberg Öhman Hedlund Nyström'),
  },
  {
    code: 'NO',
    weight: 14,
    language: 'nb',
    cities: ['Bergen', 'Tromsø', 'Oslo', 'Bodø'],
    given: words('Ingeborg Sindre Solveig Håkon Live Øyvind Tiril'),
    family: words('Haugen Bakke Solberg Nygård Aas Fjeld'),
  },
  {
    code: 'NL',
    weight: 22,
    language: 'nl',
    cities: ['Utrecht', 'Groningen', 'Rotterdam', 'Eindhoven'],
    given: words('Sanne Daan Lotte Bram Fenna Jelle Noor'),
    family: words('Visser Bakker Mulder Dekker Hoekstra Postma'),
  },
  {
    code: 'PT',
    weight: 15,
    language: 'pt',
    cities: ['Porto', 'Braga', 'Coimbra', 'Lisboa'],
    given: words('Leonor Afonso Matilde Duarte Inês Vasco'),
    family: words('Almeida Pinto Lourenço Simões Vaz Magalhães'),
  },
  {
    code: 'UA',
    weight: 15,
    language: 'uk',
    cities: ['Kyiv', 'Lviv', 'Odesa'],
    given: words('Софія|sofiia Максим|maksym Дарина|daryna Артем|artem Злата|zlata'),
    family: words('Коваль|koval Мельник|melnyk Шевчук|shevchuk Бондар|bondar'),
  },
  {
    code: 'CA',
    weight: 30,
    language: 'en',
    cities: ['Halifax', 'Calgary', 'Montréal', 'Victoria'],
    given: words('Maëlle Owen Charlotte Liam Priyanka Gabriel Skye'),
    family: words('Tremblay MacDonald Singh Gagnon Fraser Wong'),
  },
  {
    code: 'AU',
    weight: 25,
    language: 'en',
    cities: ['Hobart', 'Perth', 'Brisbane', 'Melbourne'],
    given: words('Matilda Lachlan Indigo Jarrah Chloe Angus'),
    family: words('Mitchell Nguyen Walsh Thompson Papadopoulos Kelly'),
  },
  {
    code: 'EE',
    weight: 6,
    language: 'et',
    cities: ['Tartu', 'Tallinn', 'Pärnu'],
    given: words('Liis Rasmus Kadri Oskar'),
    family: words('Tamm Kask Õunapuu Mägi'),
  },
]
