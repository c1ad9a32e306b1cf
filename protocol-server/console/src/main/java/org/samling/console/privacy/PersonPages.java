package org.samling.console.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.CirculationTexts;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.privacy.AccessLog;

/** The models of the pages about a person. */
public final class PersonPages {

  private PersonPages() {}

  /**
   * The patron search page.
   *
   * @param patrons the patrons found
   * @param isMore whether there are more than shown
   * @param told the message key of the result, or null
   * @param isWhole whether the member sees the whole library, as these pages require
   */
  public record Find(
      String typed,
      CirculationTexts say,
      List<Known> patrons,
      boolean isMore,
      @Nullable String told,
      boolean isWhole) {

    /** Copies the list. */
    public Find {
      patrons = List.copyOf(patrons);
    }
  }

  /**
   * The page of a person.
   *
   * @param known the patron
   * @param blocks what prevents erasure, as texts for staff
   * @param typed the card number typed to confirm erasure
   * @param problem the message key of why the person was not erased, or null
   */
  public record Person(
      CirculationTexts say,
      Known known,
      List<String> blocks,
      String typed,
      @Nullable String problem) {

    /** Copies the list. */
    public Person {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * All data about a person.
   *
   * @param known the patron
   * @param parts the data by table
   */
  public record Data(Known known, List<Part> parts) {

    /** Copies the list. */
    public Data {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The data about a person in one table.
   *
   * @param number the number of rows
   * @param columns the columns with data
   * @param rows the values of the first rows, in the order of the columns
   */
  public record Part(String table, int number, List<String> columns, List<List<String>> rows) {

    /** Copies the lists. */
    public Part {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * The confirmation that a person was erased.
   *
   * @param pseudonym the pseudonym under which accounting records are kept
   */
  public record Erased(String pseudonym) {}

  /**
   * The access log of a person, and the transactions about them.
   *
   * @param known the patron
   * @param seen the accesses, latest first
   * @param done the transactions, latest first
   * @param number the page number, from 0
   * @param isMore whether there is another page
   */
  public record Accesses(
      Known known,
      List<AccessLog.AccountRead> seen,
      List<AccessLog.CommandEntry> done,
      int number,
      boolean isMore) {

    /** Copies the lists. */
    public Accesses {
      seen = List.copyOf(seen);
      done = List.copyOf(done);
    }

    /** Returns the message key of an operation, for which there may be no text. */
    public static String operation(AccessLog.AccountRead seen) {
      var path = seen.access().operation().replaceAll("/:\\w+", "").replace('/', '.');
      return "privacy.operation." + seen.access().protocol() + path;
    }
  }
}
