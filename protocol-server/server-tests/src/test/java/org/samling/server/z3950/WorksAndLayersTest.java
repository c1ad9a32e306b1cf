package org.samling.server.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.organisation.TenantId;
import org.samling.marc.MarcRecordReader;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/**
 * A work in volumes and the layers on it, from files of danMARC2 to the answers of Z39.50 and SIP2.
 * North has an item of the volume and a layer on it.
 */
class WorksAndLayersTest {

  private static TestServer server;

  @BeforeAll
  static void open() throws IOException {
    server = TestServer.rested();
    var north = server.library.north;
    server.put(north, read("danmarc2-layer.lin"));
    server.put(null, read("danmarc2-work.lin"));
    var volume = RecordKey.parse("870970:50000034");
    for (TenantId tenant : List.of(north, server.library.south)) {
      server
          .library
          .store
          .itemRegister()
          .putItems(tenant, List.of(NewItem.plain("W1", volume, TestLibrary.MAIN, "book")));
    }
    server.put(null, List.of());
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static List<CatalogueRecord> read(String name) throws IOException {
    var file =
        Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")), "marc", name);
    var records = new ArrayList<CatalogueRecord>();
    try (var in = Files.newInputStream(file)) {
      var results =
          new MarcRecordReader()
              .read(in, new RecordReader.Options(RecordFormat.DANMARC2_LINE, "local", false));
      while (results.hasNext()) {
        if (results.next() instanceof RecordReader.ReadResult.Accepted accepted) {
          records.add(accepted.record());
        }
      }
    }
    return records;
  }

  private static String find(@Nullable String database, String query) {
    return YazClient.run(
        "127.0.0.1:" + server.listeners.z3950Port() + "/" + database, "find " + query + "\nshow 1");
  }

  @Test
  void volumeIsFoundByTheWorkAndGivenWithItsTitle() {
    assertThat(
            find("north", "@and @attr 1=4 \"havets store bog\" @attr 1=4 @attr 3=1 \"strand og\""))
        .contains(
            "Number of hits: 1,",
            "100 1  $a Vadehav, Siri $4 aut",
            "245 17 $a Havets store bog. $n Række 1. $p Kysten. $n 2. del. $p Strand og klit",
            "illustreret af Bo Dam",
            "490 1  $a Natur i nord",
            "773 0  $w 50000026",
            "852    $a DK-799700 $p W1 $z Available");
    assertThat(find("south", "@attr 1=4 klit")).contains("Access to specified database denied");
    assertThat(find("all", "@and @attr 1=1003 vadehav @attr 1=21 tidevandszoner"))
        .as("head, section and volume; not the volume with north's layer")
        .contains("Number of hits: 3,");
    assertThat(find("all", "sandormens")).contains("Number of hits: 1,");
    assertThat(find("all", "lokalsamlingen")).contains("Number of hits: 0,");
  }

  @Test
  void tenantFindsItsLayerInPlaceOfTheCommonRecord() {
    assertThat(find("north", "sandormens")).contains("Number of hits: 1,", "lokalsamlingen");
    assertThat(find("north", "@and lokalsamlingen sandormens")).contains("Number of hits: 1,");
  }

  @Test
  void headIsFoundWhereAVolumeIsHeld() {
    assertThat(find("north", "@attr 1=12 50000018"))
        .contains("Number of hits: 1,", "$a Havets store bog");
  }

  @Test
  void eachRecordOfAWorkIsGivenForItself() {
    var volume = "@attr 1=4 klit\nformat danmarc\nelements ";
    assertThat(find("north", volume + "hoved"))
        .contains("Record type: Danmarc", "100 00 $a Vadehav $h Siri")
        .doesNotContain("Strand og klit");
    assertThat(find("north", volume + "sektion"))
        .contains("$o Kysten")
        .doesNotContain("Strand og klit", "Havets");
    assertThat(find("north", volume + "bind"))
        .contains("245 00 $g 2. del $a Strand og klit", "lokalsamlingen")
        .doesNotContain("Kysten", "Vadehav");
    assertThat(find("north", "@attr 1=12 50000018\nformat danmarc\nelements sektion"))
        .contains("[238]", "the work has no record of this level");
  }

  @Test
  void allRecordsOfAWorkAreGivenInOne() {
    assertThat(find("all", "@attr 1=12 50000034\nformat 1.2.840.10003.5.1000.105.113\nelements F"))
        .contains(
            "100 10 $a Vadehav $h Siri",
            "245 20 $n R",
            "$o Kysten",
            "245 30 $g 2. del $a Strand og klit",
            "001 30 $a 5 000 003 4");
    assertThat(find("all", "@attr 1=12 50000034\nformat 1.2.840.10003.5.1000.105.113\nelements B"))
        .contains("[25] Specified element set name not valid");
  }

  @Test
  void kioskShowsTheTitleOfTheWork() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask("1720260101    120000AO|ABW1|AC|"))
          .contains("|AJHavets store bog. Række 1, Kysten. 2. del, Strand og klit|");
    }
  }

  @Test
  void originalsStayAsTheyCame() throws IOException {
    var again = read("danmarc2-work.lin");
    assertThat(server.library.store.catalogue().putRecords(null, again).unchanged())
        .isEqualTo(again.size());
  }
}
