package org.samling.console.operations;

import java.util.List;
import org.samling.console.operations.Labels.Text;

/** The models of the pages that lead to operations. */
public final class OperationLists {

  private OperationLists() {}

  /**
   * A link.
   *
   * @param path its path, relative to the tenant's
   * @param label what it leads to
   * @param about what can be done there
   */
  public record Link(String path, Text label, List<Text> about) {

    /** Copies the list. */
    public Link {
      about = List.copyOf(about);
    }
  }

  /**
   * The families.
   *
   * @param links the families of which the member may use something
   * @param isLimited whether the member sees only a part of the library, and so may use none
   */
  public record Families(List<Link> links, boolean isLimited) {

    /** Copies the list. */
    public Families {
      links = List.copyOf(links);
    }
  }

  /**
   * A family.
   *
   * @param label what it is called
   * @param about what it is about
   * @param asking the operations that change nothing
   * @param changing the others
   */
  public record OneFamily(Text label, List<Text> about, List<Link> asking, List<Link> changing) {

    /** Copies the lists. */
    public OneFamily {
      about = List.copyOf(about);
      asking = List.copyOf(asking);
      changing = List.copyOf(changing);
    }
  }
}
