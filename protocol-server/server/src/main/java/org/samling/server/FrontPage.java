package org.samling.server;

import java.util.List;
import org.samling.core.organisation.Tenant;

/** The front page: what runs where, with links. */
final class FrontPage {

  private FrontPage() {}

  /**
   * The page.
   *
   * @param version the version that runs
   * @param ready whether work is taken
   * @param listeners what listens where
   * @param tenants whose library it is
   */
  static String html(
      String version, boolean ready, List<Listener> listeners, List<Tenant> tenants) {
    var rows = new StringBuilder();
    for (var listener : listeners) {
      rows.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  escaped(listener.name()), escaped(listener.address()), escaped(listener.what())));
    }
    var libraries = new StringBuilder();
    for (var tenant : tenants) {
      libraries.append(
          "<li>%s <code>%s</code></li>\n"
              .formatted(escaped(tenant.name()), escaped(tenant.code())));
    }
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Samling</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
    h1 { margin-bottom: 0; }
    .status { display: inline-block; padding: 0 .6em; border-radius: 1em; border: 1px solid; }
    .status[data-status="ready"] { color: #1a7f37; }
    .status[data-status="not ready"] { color: #cf222e; }
    table { border-collapse: collapse; width: 100%%; }
    th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
    </style>
    </head>
    <body>
    <h1>Samling</h1>
    <p><span class="status" data-status="%s">%s</span> version %s</p>
    <h2>What listens here</h2>
    <table>
    %s</table>
    <h2>Libraries</h2>
    %s
    <h2>For operators</h2>
    <ul>
    <li><a href="/health/live">/health/live</a>: the process runs</li>
    <li><a href="/health/ready">/health/ready</a>: the store answers and work is taken</li>
    <li><a href="/metrics">/metrics</a>: for Prometheus</li>
    </ul>
    </body>
    </html>
    """
        .formatted(
            ready ? "ready" : "not ready",
            ready ? "Ready" : "Not ready",
            escaped(version),
            rows,
            libraries.isEmpty()
                ? "<p>None yet. Load some with <code>./samling seed FILE.yaml</code>.</p>"
                : "<ul>\n" + libraries + "</ul>");
  }

  /**
   * Something that listens.
   *
   * @param name the protocol
   * @param address host and port
   * @param what what it is for
   */
  record Listener(String name, String address, String what) {}

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
