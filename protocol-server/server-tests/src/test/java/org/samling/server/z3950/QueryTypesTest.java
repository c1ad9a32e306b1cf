package org.samling.server.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.RecordKey;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Queries of the types 2 (CCL) and 104 (CQL), by the real yaz-client. */
class QueryTypesTest {

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(
        server.library.north,
        List.of(
            TestLibrary.record(new RecordKey("n", "1"), "Ålborg og omegn"),
            TestLibrary.record(new RecordKey("n", "2"), "Fisk og fugl")));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String yaz(String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/north", commands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "cql; dc.title=aalborg; Number of hits: 1",
        "cql; dc.title any \"ålborg fugl\"; Number of hits: 2",
        "cql; dc.title adj \"og omegn\" not title=fisk; Number of hits: 1",
        "cql; > t=\"info:srw/cql-context-set/1/dc-v1.1\" t.title=f?sk; Number of hits: 1",
        "cql; dc.title=omegnen; Number of hits: 0",
        "cql; dc.title=/relevant omegnen; Number of hits: 1",
        "cql; dc.colour=x; [114]",
        "cql; (dc.title=x; [108]",
        "cql; dc.title=a sortBy dc.date; [207]",
        "ccl; ti=aalborg; Number of hits: 1",
        "ccl; ti=fisk or ti=ålborg; Number of hits: 2",
        "ccl; ti=(fisk and fugl); Number of hits: 1",
        "ccl; fis?; Number of hits: 1",
        "ccl; xx=fisk; [114]",
        "ccl; ti=(fisk; [108]",
      })
  void queryIsAnsweredAsOneOfType1(String type, String query, String answer) {
    assertThat(yaz("querytype %s\nfind %s".formatted(type, query))).contains(answer);
  }

  @Test
  void resultSetIsAnOperandOfCcl() {
    assertThat(yaz("querytype ccl\nfind ti=og\nfind set=1 and fugl"))
        .contains("Number of hits: 2", "Number of hits: 1");
  }
}
