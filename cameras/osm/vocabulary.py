"""The words of OpenStreetMap and ours: what mappers really write, counted over 68,000 objects. Pure."""

DEVICES = {
    "camera": "camera", "cctv": "camera", "webcam": "camera", "video": "camera", "doorbell": "camera",
    "yes": "camera", "alpr": "plate_reader", "anpr": "plate_reader", "lpr": "plate_reader",
    "plate_reader": "plate_reader", "microphone": "microphone", "audio": "microphone",
    "gunshot_detector": "gunshot_detector", "gunshot_detection": "gunshot_detector",
    # The shape or the place of a camera, written under the wrong key.
    "fixed": "camera", "dome": "camera", "panning": "camera", "panorama": "camera",
    "public": "camera", "outdoor": "camera", "indoor": "camera", "traffic": "camera",
}  # fmt: skip
SHAPES = {
    "fixed": "fixed", "bullet": "fixed", "box": "fixed", "dome": "dome", "panning": "panning",
    "ptz": "panning", "panorama": "panorama", "panoramic": "panorama", "360": "panorama", "360°": "panorama",
    "fisheye": "panorama", "doorbell": "doorbell",
}  # fmt: skip
WATCHES = {word: word for word in ("public", "outdoor", "indoor", "traffic")}
# Who runs it, where the mapper says so.
STATED_OWNERS = {
    "government": "public", "public": "public", "police": "public", "military": "public",
    "private": "private", "business": "private", "company": "private",
    "private_for_profit": "private", "private_non_profit": "private",
}  # fmt: skip
# What it watches tells who runs it in most cases, never surely: hence the basis "inferred".
INFERRED_OWNERS = {
    "public": "public", "traffic": "public", "outdoor": "private", "indoor": "private", "private": "private",
}  # fmt: skip
MOUNTS = {
    "post": "pole", "flock_pole": "pole", "utility_pole": "pole", "streetlight": "street_lamp",
    "street_light": "street_lamp", "streelight": "street_lamp", "lighting_pole": "street_lamp",
    "light": "street_lamp", "lamp": "street_lamp", "lamp_post": "street_lamp", "lamppost": "street_lamp",
    "traffic_signal": "traffic_signals", "traffic_light": "traffic_signals",
    "traffic_lights": "traffic_signals", "root": "roof", "rooftop": "roof",
}  # fmt: skip
ZONES = {"parking_lot": "parking", "car_park": "parking", "platform": "public_transport_platform"}
# Usual words need no other name, but may be written with capitals or spaces.
MOUNTS |= {word: word for word in (
    "pole", "wall", "ceiling", "building", "roof", "street_lamp", "traffic_signals", "mast", "gantry",
    "tower", "window",
)}  # fmt: skip
ZONES |= {word: word for word in (
    "town", "traffic", "area", "building", "parking", "street", "entrance", "public",
    "public_transport_platform", "bank", "shop",
)}  # fmt: skip
CAPABILITIES = {
    "alpr": "plate_recognition", "anpr": "plate_recognition", "lpr": "plate_recognition",
    "plate_recognition": "plate_recognition", "license_plate_recognition": "plate_recognition",
    "licence_plate_recognition": "plate_recognition", "number_plate_recognition": "plate_recognition",
    "face_recognition": "face_recognition", "facial_recognition": "face_recognition",
    "behaviour_analysis": "behaviour_analysis", "behavior_analysis": "behaviour_analysis",
    "sound_detection": "sound_detection", "microphone": "sound_detection", "audio": "sound_detection",
    "loudspeaker": "loudspeaker", "speaker": "loudspeaker",
    "thermal": "thermal", "thermal_imaging": "thermal",
    "infrared": "infrared", "ir": "infrared", "night_vision": "infrared",
}  # fmt: skip
# Parts of keys that name or reach a person. Nothing under them is ever stored.
PERSONAL = frozenset({
    "user", "uid", "changeset", "email", "e-mail", "phone", "telephone", "mobile", "fax", "whatsapp",
    "mobile_phone", "phone_number", "tel", "mail", "courriel", "téléphone",
    "contact_phone", "contact_email",
})  # fmt: skip
