package org.samling.console.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.CirculationTexts;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.privacy.AccessLog;

/** What the pages about a person show. */
public final class PersonPages {

  private PersonPages() {}

  /**
   * The page on which patrons are looked for.
   *
   * @param typed what was typed
   * @param say the words
   * @param patrons who was found
   * @param isMore whether there are more than are shown
   * @param told the key of the words for what came of it, or null
   * @param isWhole whether the member sees all of the library, as is needed here
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
   * @param say the words
   * @param known who it is
   * @param blocks what keeps them from being erased, in words
   * @param typed what was typed to have them erased
   * @param problem the key of the words for why they are not, or null
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
   * Everything that is known of a person.
   *
   * @param known who it is
   * @param parts what there is
   */
  public record Data(Known known, List<Part> parts) {

    /** Copies the list. */
    public Data {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What one table knows of a person.
   *
   * @param number how many rows it has of them
   * @param columns the columns in which something stands
   * @param rows the first rows, by these columns
   */
  public record Part(String table, int number, List<String> columns, List<List<String>> rows) {

    /** Copies the lists. */
    public Part {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * That a person was erased.
   *
   * @param pseudonym in whose name the bookkeeping is kept
   */
  public record Erased(String pseudonym) {}

  /**
   * Who read a person's account, and what was done about them.
   *
   * @param known who it is
   * @param seen who read it, the last first
   * @param done what was done, the last first
   * @param number the number of the page, from 0
   * @param isMore whether there is another page
   */
  public record Accesses(
      Known known,
      List<AccessLog.Seen> seen,
      List<AccessLog.Done> done,
      int number,
      boolean isMore) {

    /** Copies the lists. */
    public Accesses {
      seen = List.copyOf(seen);
      done = List.copyOf(done);
    }

    /** The key of the words for what was looked for, where there are some. */
    public static String operation(AccessLog.Seen seen) {
      var path = seen.access().operation().replaceAll("/:\\w+", "").replace('/', '.');
      return "privacy.operation." + seen.access().protocol() + path;
    }
  }
}
