package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Goes through the console by its links, as somebody who is signed in. */
public final class ConsoleCrawl {

  private static final Pattern LINK = Pattern.compile("href=\"(/console/t/[^\"#]*)\"");

  /** Pages have links to other moments and orders of themselves. */
  private static final int MOST = 600;

  private ConsoleCrawl() {}

  /**
   * Everything that can be read.
   *
   * @param starts where to begin beside the first page: what is found only by what is typed
   * @return pages and files, each with its address before it
   */
  public static List<String> pages(
      int port, String username, String password, List<String> starts) {
    var pages = new ArrayList<String>();
    var waiting = new ArrayDeque<>(starts);
    var known = new HashSet<>(starts);
    try (var visitor = new ConsoleVisitor(port)) {
      pages.add(visitor.signIn(username, password + "x").body());
      var home = visitor.signIn(username, password);
      assertThat(home.statusCode()).isEqualTo(303);
      waiting.add(visitor.location(home));
      while (!waiting.isEmpty() && pages.size() < MOST) {
        var path = waiting.remove();
        var reply = visitor.get(path);
        assertThat(reply.statusCode()).as(path).isLessThan(500);
        pages.add(path + "\n" + reply.headers().map() + "\n" + reply.body());
        var links = new ArrayList<>(List.of(visitor.location(reply)));
        LINK.matcher(reply.body())
            .results()
            .forEach(m -> links.add(m.group(1).replace("&amp;", "&")));
        for (var link : links) {
          if (link.startsWith("/console/t/") && !link.endsWith("/events") && known.add(link)) {
            waiting.add(link);
          }
        }
      }
    }
    return pages;
  }
}
