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
      <translation>Abgedeckter Anteil des echten Wertebereichs</translation>
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
      <source>only without network: folder of wheels</source>
      <translation>nur ohne Netz: Ordner mit Wheels</translation>
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
      <source>Starting ...</source>
      <translation>Beginnt ...</translation>
    </message>
    <message>
      <source>The environment is removed.</source>
      <translation>Die Umgebung ist entfernt.</translation>
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
      <source>about {download} GB to download and {disk} GB on disk; {minutes} minutes at 50 Mbit/s</source>
      <translation>etwa {download} GB zum Herunterladen und {disk} GB auf der Festplatte; {minutes} Minuten bei 50 Mbit/s</translation>
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
      <source>The preview shows styles of the visible part within a second or two. Generate imagery opens the algorithm with the layer that is selected in the list of layers: press Run there.</source>
      <translation>Die Vorschau zeigt Stile für den sichtbaren Ausschnitt in ein bis zwei Sekunden. „Bilddaten erzeugen“ öffnet den Algorithmus mit dem Layer, der in der Layerliste ausgewählt ist: Drücken Sie dort „Starte“.</translation>
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
      <source>only if not recognised: 1=water 2=land</source>
      <translation>nur, wenn nicht erkannt: 1=water 2=land</translation>
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
      <source>Image</source>
      <translation>Bild</translation>
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
      <source>Styles of the model</source>
      <translation>Stile des Modells</translation>
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
      <source>style {0}</source>
      <translation>Stil {0}</translation>
    </message>
    <message>
      <source>Choose a land cover: a raster of classes, or polygons with a class. Getting started has a sample.</source>
      <translation>Wählen Sie eine Landbedeckung: ein Raster aus Klassen oder Polygone mit einer Klasse. „Erste Schritte“ hat ein Beispiel.</translation>
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
  </context>
</TS>
