package org.samling.console.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.core.nodes.Node;
import org.samling.core.nodes.Nodes;
import org.samling.core.staff.Permission;

/** The page of the servers (nodes), which refreshes itself. */
public final class NodesSection implements Section {

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Nodes nodes;

  /**
   * The model of the page.
   *
   * @param nodes the servers, sorted by name
   * @param differ whether the live servers run different versions
   */
  public record Seen(List<Node> nodes, boolean differ) {

    /** Copies the list. */
    public Seen {
      nodes = List.copyOf(nodes);
    }

    static Seen of(List<Node> nodes) {
      var versions =
          nodes.stream()
              .filter(node -> !node.isGone())
              .map(node -> node.report().version())
              .distinct()
              .count();
      return new Seen(nodes, versions > 1);
    }
  }

  /** Creates the section on the register of nodes. */
  public NodesSection(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public String name() {
    return "nodes";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/nodes", Permission.NODES_SEE, _ -> Reply.page("nodes/nodes", seen())),
        Endpoint.get(
            "/nodes/events",
            Permission.NODES_SEE,
            _ ->
                Reply.events(
                    EVERY,
                    () ->
                        Optional.of(
                            new Reply.Event("nodes", new Reply.Rendered("nodes/table", seen()))))));
  }

  private Seen seen() {
    return Seen.of(nodes.nodes());
  }
}
