package org.samling.console.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.CirculationTexts;
import org.samling.console.circulation.PatronPage.LoanRow;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.patron.BlockCode;

/**
 * The model of the desk.
 *
 * @param key the idempotency key of what is done next
 * @param patron the patron who is being served, or null
 * @param result what came of the last scan or step, or null
 * @param found what a search found, or null
 * @param recent what the member did lately, the latest first
 */
public record DeskPage(
    CirculationTexts say,
    String key,
    @Nullable OpenPatron patron,
    @Nullable Result result,
    @Nullable Found found,
    List<Recent> recent) {

  /** Copies the list. */
  public DeskPage {
    recent = List.copyOf(recent);
  }

  /**
   * Whether somebody has to look before what waits is done: it was refused, is asked which is
   * meant, or has to be chosen from what was found.
   */
  public boolean isForSomebody() {
    return found != null
        || result != null && (result.tone() == Tone.REFUSED || result.isQuestion());
  }

  /** Whether something is the last that can be undone, and so has the key for it. */
  public boolean isNextToUndo(Recent done) {
    return recent.stream()
        .filter(other -> !other.undo().isEmpty())
        .findFirst()
        .filter(done::equals)
        .isPresent();
  }

  /** How a result is shown and sounds. */
  public enum Tone {
    /** It was done, and nothing has to be looked after. */
    OK,
    /** It was done, or can be; something has to be looked after. */
    ATTENTION,
    /** It was not done. */
    REFUSED
  }

  /**
   * What came of a scan or step.
   *
   * @param about what it is about, such as a title
   * @param large what is shown in large letters
   * @param lines what else is to be known, a line each
   * @param steps what can be done next
   */
  public record Result(
      Tone tone, String about, String large, List<String> lines, List<Step> steps) {

    /** Copies the lists. */
    public Result {
      lines = List.copyOf(lines);
      steps = List.copyOf(steps);
    }

    /** Whether it asks what a scan means. */
    boolean isQuestion() {
      return steps.stream().anyMatch(step -> step instanceof Step.Act act && act.isScan());
    }

    /** A result with nothing to do next. */
    static Result of(Tone tone, String about, String large, String... lines) {
      return new Result(tone, about, large, List.of(lines), List.of());
    }
  }

  /** Something that can be done next. */
  public sealed interface Step {

    /** What stands on it. */
    String label();

    /**
     * Something that is done here.
     *
     * @param act what, as the desk's form says it
     * @param fields what it is done with, by field
     * @param ask what has to be typed for it, or null
     * @param key the function key for it, or empty
     * @param confirm what is asked before it, or empty where it can be undone
     */
    record Act(
        String label,
        String act,
        Map<String, String> fields,
        @Nullable Ask ask,
        String key,
        String confirm)
        implements Step {

      /** Copies the fields. */
      public Act {
        fields = Map.copyOf(fields);
      }

      /** Something that needs no more than a key or click. */
      static Act of(String label, String act, Map<String, String> fields) {
        return new Act(label, act, fields, null, "", "");
      }

      /** Whether it says what a scan means. */
      boolean isScan() {
        return act.equals("scan");
      }

      /** The same with a function key. */
      Act on(String functionKey) {
        return new Act(label, act, fields, ask, functionKey, confirm);
      }

      /** The same once something is typed. */
      Act asking(String name, String question, String value) {
        return new Act(label, act, fields, new Ask(name, question, value, null), key, confirm);
      }
    }

    /** A page that helps, whose path is relative to the tenant's. */
    record Link(String label, String path) implements Step {}

    /** A slip to print, whose path is relative to the tenant's. */
    record Slip(String label, String path) implements Step {}
  }

  /**
   * What has to be typed for a step.
   *
   * @param name the name of the field
   * @param label what is asked
   * @param value what stands there at first
   * @param choice what is chosen besides, or null
   */
  public record Ask(String name, String label, String value, @Nullable Choice choice) {}

  /**
   * What is chosen for a step.
   *
   * @param options what there is to choose, by value, the usual one first
   */
  public record Choice(String name, String label, SequencedMap<String, String> options) {}

  /**
   * The patron who is being served, as far as the member may see.
   *
   * @param loans their loans
   * @param ready their holds that can be picked up here
   * @param open what they owe, in minor units
   * @param pay how they pay it
   * @param blocks what they are blocked by, for each a note or an empty text
   * @param alerts notes that staff have to see
   */
  public record OpenPatron(
      PatronAccount account,
      List<LoanRow> loans,
      List<PatronAccount.Hold> ready,
      long open,
      Step pay,
      Map<BlockCode, String> blocks,
      List<String> alerts) {

    /** Copies the lists and the map. */
    public OpenPatron {
      loans = List.copyOf(loans);
      ready = List.copyOf(ready);
      blocks = Map.copyOf(blocks);
      alerts = List.copyOf(alerts);
    }

    /** Returns an identifier that may be shown. */
    public String card() {
      return account.patron().identifier();
    }
  }

  /**
   * What a search found.
   *
   * @param patrons patrons of that name
   * @param titles records with these words
   * @param isMore whether there are more than are shown
   */
  public record Found(List<Known> patrons, List<FoundTitle> titles, boolean isMore) {

    /** Copies the lists. */
    public Found {
      patrons = List.copyOf(patrons);
      titles = List.copyOf(titles);
    }
  }

  /**
   * A record.
   *
   * @param record its source and number
   * @param author its main author, or null
   * @param items how many items the member sees
   * @param available how many of them are on the shelf
   */
  public record FoundTitle(
      String record, String title, @Nullable String author, int items, int available) {}

  /**
   * Something that was done.
   *
   * @param act the code of the act
   * @param subject what it was done with, such as a barcode
   * @param detail its title or amount; may be empty
   * @param undo what undoes it, as the desk's form says it; empty where nothing does any more
   */
  public record Recent(Instant at, String act, String subject, String detail, String undo) {}
}
