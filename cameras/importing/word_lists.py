"""What administrations write in their tables, in English, French, German, Spanish, Italian and Dutch. Pure.

By field and meaning; each is written without accents, signs and capitals, as words.py compares them.
`fake` is no device but a reason to refuse the row, `unknown` an answer and not a word to ask about.
"""

UNKNOWN = """
    unknown, not known, n a, na, nd, nc, nr, null, none, no data, not specified, undefined, tbd, inconnu,
    inconnue, non renseigne, non renseignee, non communique, non precise, indetermine, a preciser,
    unbekannt, keine angabe, k a, nicht bekannt, unklar, desconocido, desconocida, sin datos, no consta, sin
    especificar, sconosciuto, sconosciuta, non noto, non disponibile, non specificato, onbekend, niet
    bekend, niet opgegeven, nvt
"""
OWNERSHIP = {
    "public": """
        public, publicly owned, public body, public sector, government, governmental, govt, municipal,
        municipality, city, town, council, city council, county, state, federal, police, law enforcement,
        sheriff, military, local authority, authority, university, publique, secteur public, commune,
        communal, communale, municipale, municipalite, mairie, ville, etat, police municipale, police
        nationale, gendarmerie, collectivite, departement, departemental, region, prefecture, metropole,
        agglomeration, offentlich, offentliche hand, stadt, stadtisch, gemeinde, kommunal, kommune, polizei,
        bund, bundespolizei, land, landkreis, staat, staatlich, behorde, publico, publica, ayuntamiento,
        estado, estatal, policia, gobierno, administracion publica, diputacion, pubblico, pubblica, comune,
        comunale, stato, statale, polizia, polizia locale, carabinieri, ente pubblico, openbaar, publiek,
        gemeente, gemeentelijk, overheid, rijk, politie, provincie, waterschap
    """,
    "private": """
        private, privately owned, private sector, business, company, commercial, corporate, corporation,
        retail, shop, store, individual, resident, homeowner, bank, hotel, prive, privee, secteur prive,
        particulier, entreprise, societe, commerce, commercant, copropriete, privat, privatperson, firma,
        unternehmen, gewerblich, geschaft, betrieb, handel, privado, privada, empresa, particular, comercio,
        comercial, tienda, comunidad de propietarios, privato, azienda, impresa, negozio, ditta, societa,
        condominio, bedrijf, winkel, onderneming, bedrijfsleven
    """,
}
DEVICE = {
    "plate_reader": """
        alpr, anpr, lpr, plate reader, number plate reader, license plate reader, licence plate reader,
        automatic number plate recognition, number plate recognition, license plate recognition, licence
        plate recognition, plate recognition, lapi, lecteur de plaques, lecture de plaques, lecture
        automatisee des plaques d immatriculation, lecture automatisee de plaques, lecture automatique de
        plaques, lecteur de plaque, reconnaissance de plaques, kennzeichenerfassung, kennzeichenleser,
        kennzeichenlesegerat, kennzeichenerkennung, lector de matriculas, lectora de matriculas, lectura de
        matriculas, reconocimiento de matriculas, lettura targhe, lettore targhe, lettore di targhe, lettura
        delle targhe, riconoscimento targhe, kentekenherkenning, kentekenlezer, kentekencamera,
        kentekenregistratie
    """,
    "microphone": """
        microphone, mic, microphones, audio, audio sensor, sound sensor, micro, capteur sonore, mikrofon,
        microfono, micrófono, microfoon, sensore acustico, geluidssensor
    """,
    "gunshot_detector": """
        gunshot detector, gunshot detection, shot detector, shotspotter, detecteur de coups de feu,
        detection de coups de feu, schussdetektor, schusserkennung, detector de disparos, rilevatore di
        spari, schotdetector, schotdetectie
    """,
    "camera": """
        camera, cameras, cctv, video, video camera, webcam, video surveillance, dome, bullet, ptz, fixed,
        videosurveillance, videoprotection, visionnage, kamera, kameras, uberwachungskamera, videokamera,
        videouberwachung, camara, camaras, videocamara, videovigilancia, telecamera, telecamere,
        videocamera, videosorveglianza, bewakingscamera, beveiligingscamera, toezichtcamera, cameratoezicht
    """,
    "other": """
        other, autre, andere, anderes, sonstige, sonstiges, otro, otra, altro, altra, overig, overige, radar
    """,
    "fake": """
        fake, dummy, decoy, fake camera, dummy camera, factice, leurre, fictive, attrappe, kameraattrappe,
        simulada, falsa, ficticia, finta, finto, nep, nepcamera, dummycamera
    """,
}
SHAPE = {
    "fixed": """
        fixed, fix, bullet, box, static, stationary, tube, cylinder, fixe, fixes, bullet fixe, cylindrique,
        starr, fest, feststehend, stationar, rohrenkamera, bulletkamera, boxkamera, fixkamera, festkamera,
        fija, fijo, bala, estatica, cilindrica, fissa, fisso, statica, vast, vaste, statisch
    """,
    "dome": """
        dome, domes, minidome, mini dome, fixed dome, dome fixe, kuppel, kuppelkamera, domkamera,
        domekamera, dom, domo, minidomo, domo fijo, cupula, cupola, dome fissa, koepel, koepelcamera,
        domecamera, vaste dome
    """,
    "panning": """
        ptz, pan tilt zoom, pan tilt, pan, panning, rotating, rotary, moving, movable, motorised, motorized,
        steerable, swivel, speed dome, speeddome, ptz dome, dome ptz, pan tilt zoom dome, pivotante,
        pivotant, orientable, rotative, tournante, motorisee, pilotable, dome motorise, dome orientable,
        dome pivotant, dome rotatif, dome mobile, dome pilotable, schwenkbar, schwenkbare, schwenkkamera,
        schwenk neige, schwenk neige zoom, schwenk neige kamera, drehbar, drehbare, beweglich, bewegliche,
        steuerbar, giratoria, giratorio, rotatoria, motorizada, motorizado, domo motorizado, domo ptz,
        movil, brandeggiabile, brandeggiabili, rotante, motorizzata, orientabile, dome brandeggiabile,
        draaibaar, draaibare, beweegbaar, beweegbare, bestuurbaar, bestuurbare, stuurbaar, draai en
        kantelbaar
    """,
    "panorama": """
        panorama, panoramic, 360, 360 degree, 360 degrees, 360deg, fisheye, fish eye, omnidirectional, all
        round, hemispheric, multi sensor, multisensor, panoramique, 360 degres, oeil de poisson,
        hemispherique, multicapteurs, multi capteurs, panoramakamera, rundum, rundumsicht, rundumkamera,
        fischauge, 360 grad, panoramica, panoramico, ojo de pez, 360 grados, occhio di pesce, 360 gradi,
        panoramisch, visoog, rondom, 360 graden
    """,
    "doorbell": """
        doorbell, door bell, video doorbell, doorbell camera, intercom, sonnette, visiophone, videophone,
        interphone, klingel, turklingel, videoklingel, klingelkamera, gegensprechanlage, timbre,
        videoportero, portero automatico, citofono, videocitofono, campanello, deurbel, videodeurbel
    """,
}
WATCHES = {
    "public": """
        public, public space, public area, public realm, public place, street, streets, pavement, sidewalk,
        square, publique, espace public, voie publique, voirie, rue, lieu public, domaine public, place,
        offentlich, offentlicher raum, offentlicher bereich, offentlicher platz, offentliche strasse,
        strasse, platz, publico, publica, via publica, espacio publico, calle, plaza, pubblico, pubblica,
        spazio pubblico, suolo pubblico, area pubblica, via pubblica, strada, piazza, openbaar, openbare
        ruimte, openbare weg, publiek, straat, plein
    """,
    "outdoor": """
        outdoor, outdoors, outside, exterior, external, outer, exterieur, exterieure, dehors, aussen,
        aussenbereich, draussen, im freien, aussenkamera, exteriores, al aire libre, aire libre, esterno,
        esterna, esterni, all aperto, all esterno, buiten, buitenshuis, buitenruimte, buitencamera
    """,
    "indoor": """
        indoor, indoors, inside, interior, internal, inner, interieur, interieure, dedans, innen,
        innenbereich, innenraum, drinnen, innenkamera, interiores, interno, interna, interni, al chiuso, all
        interno, binnen, binnenshuis, binnenruimte, binnencamera
    """,
    "traffic": """
        traffic, road traffic, traffic monitoring, traffic control, highway, motorway, road, roads, trafic,
        circulation, trafic routier, circulation routiere, route, routes, autoroute, verkehr,
        verkehrsuberwachung, strassenverkehr, autobahn, trafico, transito, carretera, autopista, traffico,
        viabilita, autostrada, verkeer, verkeerstoezicht, snelweg
    """,
}
CAPABILITIES = {
    "plate_recognition": DEVICE["plate_reader"],
    "face_recognition": """
        face recognition, facial recognition, frt, lfr, live facial recognition, reconnaissance faciale,
        reconnaissance de visage, gesichtserkennung, reconocimiento facial, riconoscimento facciale,
        gezichtsherkenning
    """,
    "behaviour_analysis": """
        behaviour analysis, behavior analysis, behavioural analysis, video analytics, analyse
        comportementale, analyse de comportement, videosurveillance algorithmique, vsa, verhaltensanalyse,
        verhaltenserkennung, analisis de comportamiento, analisi del comportamento, analisi comportamentale,
        gedragsanalyse, gedragsherkenning
    """,
    "sound_detection": """
        sound detection, audio detection, audio recording, microphone, audio, sound, detection sonore,
        enregistrement sonore, micro, mikrofon, tonaufnahme, gerauscherkennung, deteccion de sonido,
        microfono, grabacion de audio, rilevamento audio, registrazione audio, microfoon, geluidsdetectie,
        geluidsopname
    """,
    "loudspeaker": """
        loudspeaker, speaker, speakers, haut parleur, haut parleurs, lautsprecher, altavoz, megafonia,
        altoparlante, luidspreker
    """,
    "thermal": """
        thermal, thermal imaging, thermographic, thermique, camera thermique, thermographie, warmebild,
        warmebildkamera, thermografie, termica, termico, thermisch, warmtebeeld
    """,
    "infrared": """
        infrared, infra red, ir, night vision, low light, infrarouge, vision nocturne, vision de nuit,
        infrarot, nachtsicht, infrarrojo, infrarrojos, vision nocturna, infrarosso, infrarossi, visione
        notturna, infrarood, nachtzicht
    """,
}
MOUNT = {
    "wall": """
        mur, facade, wand, mauer, hauswand, fassade, pared, muro, fachada, parete, facciata, muur, gevel
    """,
    "pole": "poteau, poteaux, pfosten, pfahl, poste, palo, pilona, paletto, paal",
    "mast": "mat, mats, mat dedie, mast, mastil, traliccio",
    "street_lamp": """
        lampadaire, candelabre, reverbere, eclairage public, strassenlaterne, laterne, strassenlampe,
        farola, luminaria, lampione, lantaarnpaal, lichtmast
    """,
    "traffic_signals": """
        traffic light, traffic lights, feu, feux, feu tricolore, feux tricolores, feu de signalisation,
        ampel, ampelmast, semaforo, verkeerslicht, stoplicht
    """,
    "roof": "toit, toiture, terrasse, dach, tejado, azotea, tetto, dak",
    "ceiling": "plafond, faux plafond, decke, techo, soffitto",
    "building": "batiment, immeuble, gebaude, haus, edificio, gebouw, pand",
    "gantry": "portique, potence, schilderbrucke, portal, portico, portaal",
    "tower": "tour, turm, torre, toren",
    "window": "fenetre, vitrine, fenster, ventana, finestra, raam",
}
ZONE = {
    "town": """
        centre ville, ville, stadt, innenstadt, stadtzentrum, centro ciudad, ciudad, centro storico, citta,
        stad, centrum
    """,
    "traffic": "trafic, circulation, verkehr, trafico, traffico, verkeer",
    "area": "zone, secteur, bereich, zona, gebied",
    "building": "batiment, gebaude, edificio, gebouw",
    "parking": """
        parking lot, car park, parc de stationnement, stationnement, parkplatz, parkhaus, tiefgarage,
        aparcamiento, estacionamiento, parcheggio, parkeerplaats, parkeergarage
    """,
    "street": "rue, strasse, calle, strada, straat",
    "entrance": """
        entree, acces, eingang, zugang, entrada, acceso, ingresso, accesso, ingang, toegang
    """,
    "public": """
        voie publique, espace public, offentlicher raum, via publica, espacio publico, spazio pubblico,
        openbare ruimte
    """,
    "public_transport_platform": "quai, bahnsteig, anden, binario, banchina, perron",
    "bank": "banque, banco, banca, dab, distributeur",
    "shop": "magasin, commerce, boutique, laden, geschaft, tienda, negozio, winkel",
}
STATUS = {
    "active": """
        active, in use, in service, operational, existing, installed, standing, yes, actif, en service, en
        fonction, en fonctionnement, operationnelle, existante, installee, oui, aktiv, in betrieb,
        vorhanden, bestehend, ja, activa, activo, en uso, en servicio, operativa, existente, si, attiva,
        attivo, in servizio, in uso, funzionante, esistente, actief, in gebruik, in werking, bestaand
    """,
    "removed": """
        removed, decommissioned, dismantled, demolished, retired, closed, gone, no longer there, supprimee,
        supprime, deposee, depose, retiree, retire, demontee, enlevee, desinstallee, entfernt, abgebaut,
        demontiert, ausser betrieb genommen, stillgelegt, retirada, retirado, desmontada, eliminada,
        suprimida, rimossa, rimosso, dismessa, smontata, verwijderd, buiten gebruik gesteld, ontmanteld,
        weggehaald
    """,
    "planned": """
        planned, proposed, future, under construction, prevue, projetee, a venir, en projet, en
        construction, geplant, im bau, prevista, proyectada, planificada, pianificata, progettata, gepland,
        in aanbouw
    """,
}
LISTS = {
    "ownership": OWNERSHIP, "device": DEVICE, "shape": SHAPE, "watches": WATCHES,
    "capabilities": CAPABILITIES, "mount": MOUNT, "zone": ZONE, "status": STATUS,
}  # fmt: skip
