"""Given names that are usual in France, Germany, Britain, Italy, Spain and among their people. Pure.

Compiled by hand; they count only beside an address, with a capital and a surname behind them.
"""

_NAMES = """
adam adel adrien agnès ahmed alain albert alessandro alex alexandra alexandre alexis alice aline
amandine amélie amina amine ana andrea andré andreas angela anna anne annie antoine antonio arnaud
arthur audrey aurélie aurélien axel bastien béatrice benjamin benoît bernard brigitte bruno camille
carla carlos carole caroline catherine cécile cédric céline chantal charles charlotte chloé christelle
christian christiane christine christophe claire clara claude claudine clément corinne cyril damien
daniel danielle david delphine denis denise didier dominique dylan éric emily emma emmanuel enzo estelle
étienne eva fabien fabienne fabrice farid fatima fatiha felix fernand florence florent florian francis
franck françois françoise frank frédéric gabriel gaëlle geneviève georges gérard ghislaine gilbert
gilles giovanni giulia giuseppe grégory guillaume guy hamza hannah hans harry hassan heinz hélène helmut
henri henry hervé hugo ibrahim inès isabelle jack jacqueline jacques jakob james jan jean jean-claude
jean-françois jean-louis jean-luc jean-marc jean-marie jean-michel jean-paul jean-philippe jean-pierre
jeanne jennifer jens jérémy jérôme jessica jim joe joël johann john jordan josé joseph josette juan
judith jules julia julie julien juliette jürgen karim karin karine karl katharina kevin khadija klaus
laetitia laura laure laurence laurent léa léo lena leon lisa loïc louis louise luc luca lucas lucie
lucien ludovic luis lukas lydia lydie mael magali malika manon manuel marc marcel marco margaux maria
marianne marie marina mario marion marine markus martin martina martine mary mathieu mathilde maurice
max maxime mehdi mélanie melissa mia michael michaël michel michèle mike mireille mohamed mohammed
monique morgane moussa muriel mustapha myriam nabil nadège nadia nadine natacha nathalie nathan nicolas
nicole noah noël noémie nora odette olivia olivier omar océane pascal pascale patrice patricia patrick
paul paula paulette pauline peter petra philippe pierre pietro quentin rachid raphaël raymond rémi rémy
renate renaud rené renée richard robert robin roger roland romain roberto rosa sabine sabrina said
salima sam samir samuel sandra sandrine sara sarah sébastien serge séverine simon simone sofia solange
sonia sophie stefan stéphane stéphanie stephen susanne suzanne sven sylvain sylvie tanguy tatiana théo
thérèse thierry thomas tim tom ursula uwe valentin valérie vanessa véronique victor vincent virginie
wilfried william wolfgang xavier yann yannick yasmina yassine youssef yves yvette yvonne zoé
"""
GIVEN_NAMES = frozenset(_NAMES.split())
