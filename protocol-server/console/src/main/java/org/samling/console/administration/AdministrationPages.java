package org.samling.console.administration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Answer;
import org.samling.console.operations.Labels.Text;
import org.samling.console.operations.OperationPage;
import org.samling.console.versions.VersionsPage;

/** The models of the pages of administration. */
public final class AdministrationPages {

  private AdministrationPages() {}

  /**
   * Everything that the visitor may see.
   *
   * @param subjects the names of the subjects
   */
  public record Index(List<String> subjects) {

    /** Copies the list. */
    public Index {
      subjects = List.copyOf(subjects);
    }
  }

  /**
   * A link to a form.
   *
   * @param path its path, relative to the tenant's
   * @param label what it does
   * @param isDanger whether it takes something away
   */
  public record Action(String path, Text label, boolean isDanger) {}

  /**
   * The things of a subject.
   *
   * @param subject its name
   * @param columns what the columns are called
   * @param rows the things
   * @param create the forms that make a new one
   * @param next the path of the next page, relative to the tenant's; null if there is none
   * @param isDone whether something was just done
   */
  public record Things(
      String subject,
      List<String> columns,
      List<Row> rows,
      List<Action> create,
      @Nullable String next,
      boolean isDone) {

    /** Copies the lists. */
    public Things {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      create = List.copyOf(create);
    }
  }

  /**
   * A thing in a list.
   *
   * @param path the path of its page, relative to the tenant's
   * @param title what it is called
   * @param cells a text for each column
   */
  public record Row(String path, String title, List<String> cells) {

    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A thing.
   *
   * @param subject the name of its subject
   * @param subjectPath the path of the list, relative to the tenant's
   * @param title what it is called
   * @param about what is known of it
   * @param form the form that changes it, or null
   * @param actions further forms
   * @param other the path of another page about it, relative to the tenant's; or null
   * @param changes its latest changes, the latest first; null where none are kept here
   * @param isDone whether something was just done
   */
  public record Thing(
      String subject,
      String subjectPath,
      String title,
      Answer about,
      @Nullable OperationPage form,
      List<Action> actions,
      @Nullable String other,
      @Nullable List<VersionsPage.Row> changes,
      boolean isDone) {

    /** Copies the lists. */
    public Thing {
      actions = List.copyOf(actions);
      changes = changes == null ? null : List.copyOf(changes);
    }
  }
}
