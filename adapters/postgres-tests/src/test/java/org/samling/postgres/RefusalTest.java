package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.StoreException;
import org.samling.postgres.connection.Database;

/** The reasons that cataloguers read when the database refuses a row. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          23505 | Something that must be unique exists already.
          23503 | It refers to something that does not exist, or something refers to it.
          23514 | A part of it is missing or not allowed.
          22P05 | It contains a character that can't be stored.
          22003 | A part of it can't be stored as it is.
          54000 | A part of it is too long to be stored.
          """)
  void rowIsRefusedWithAReasonThatNamesNoTable(String state, String reason) {
    var fault = new SQLException("ERROR: duplicate key ... \"local_record_number_pkey\"", state);
    var refused = Database.unavailable(fault);
    assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED);
    assertThat(refused).hasMessage(reason).hasCause(fault);
  }

  @Test
  void statementThatIsNotTakenIsToldByItsState() {
    var fault = new SQLException("ERROR: permission denied for table local_record", "42501");
    assertThat(Database.unavailable(fault))
        .hasMessage(
            "the database failed: it does not take a statement of this program, SQLSTATE 42501");
  }

  @Test
  void faultOfTheDatabaseIsToldWithoutItsStatement() {
    var fault =
        new SQLException(
            "ERROR: canceling statement due to statement timeout\n  Where: SQL statement \"insert into record_change\"",
            "57014");
    assertThat(Database.unavailable(fault))
        .hasMessage("the database failed: ERROR: canceling statement due to statement timeout");
  }
}
