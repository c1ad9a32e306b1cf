package org.samling.bench.nation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A plot over time, as SVG that needs nothing else.
 *
 * @param title what it shows
 * @param logarithmic whether the vertical axis is; values below a thousandth are drawn there
 * @param seconds the length of the horizontal axis
 * @param band a time to be marked
 */
record Plot(
    String title, boolean logarithmic, double seconds, List<Series> series, List<Band> band) {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 260;
  private static final int LEFT = 60;
  private static final int BOTTOM = 30;
  private static final int TOP = 30;
  private static final int LEGEND = 110;
  private static final int LINES = 5;
  private static final double LEAST = 0.001;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#c0392b", "#27803b", "#8e44ad", "#b9770e");

  /** A named line. */
  record Series(String name, List<Point> points) {}

  /** A value at a second. */
  record Point(double second, double value) {}

  /** From one second to another. */
  record Band(double from, double to) {}

  /** The plot as an element of HTML. */
  String svg() {
    var most = top();
    var least = logarithmic ? bottom() : 0;
    return """
    <svg viewBox="0 0 %d %d" role="img" aria-label="%s">
    <text x="%d" y="18" class="title">%s</text>
    %s%s%s%s</svg>
    """
        .formatted(
            WIDTH,
            HEIGHT,
            title,
            LEFT,
            title,
            band.stream().map(this::rectangle).collect(Collectors.joining()),
            levels(least, most).stream()
                .map(level -> grid(level, least, most))
                .collect(Collectors.joining()),
            IntStream.rangeClosed(0, LINES)
                .mapToObj(i -> mark(seconds * i / LINES))
                .collect(Collectors.joining()),
            IntStream.range(0, series.size())
                .mapToObj(i -> line(i, least, most))
                .collect(Collectors.joining()));
  }

  private double top() {
    var most = values().max().orElse(1);
    return logarithmic ? Math.pow(10, Math.ceil(Math.log10(Math.max(most, LEAST)))) : most * 1.05;
  }

  private double bottom() {
    var least = values().min().orElse(LEAST);
    var power = Math.floor(Math.log10(Math.max(least, LEAST)));
    return Math.min(Math.pow(10, power), top() / 10);
  }

  private DoubleStream values() {
    return series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::value);
  }

  private List<Double> levels(double least, double most) {
    return logarithmic
        ? IntStream.rangeClosed(
                (int) Math.round(Math.log10(least)), (int) Math.round(Math.log10(most)))
            .mapToObj(power -> Math.pow(10, power))
            .toList()
        : IntStream.rangeClosed(0, LINES).mapToObj(i -> most * i / LINES).toList();
  }

  private double x(double second) {
    return LEFT + (WIDTH - LEFT - LEGEND) * second / Math.max(seconds, LEAST);
  }

  private double y(double value, double least, double most) {
    var part =
        logarithmic
            ? (Math.log10(Math.max(value, least)) - Math.log10(least))
                / (Math.log10(most) - Math.log10(least))
            : value / Math.max(most, LEAST);
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * part;
  }

  private String rectangle(Band marked) {
    return format(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" class=\"band\"/>\n",
        x(marked.from()),
        TOP,
        Math.max(1, x(marked.to()) - x(marked.from())),
        HEIGHT - BOTTOM - TOP);
  }

  private String grid(double level, double least, double most) {
    var y = y(level, least, most);
    return format(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" class=\"grid\"/><text x=\"%d\" y=\"%.1f\" class=\"level\">%s</text>\n",
        LEFT,
        y,
        WIDTH - LEGEND,
        y,
        LEFT - 6,
        y + 4,
        level >= 10 ? format("%,.0f", level) : format("%.3g", level));
  }

  private String mark(double second) {
    return format(
        "<text x=\"%.1f\" y=\"%d\" class=\"mark\">%.0f s</text>\n", x(second), HEIGHT - 10, second);
  }

  private String line(int number, double least, double most) {
    var one = series.get(number);
    var colour = COLOURS.get(number % COLOURS.size());
    var points =
        one.points().stream()
            .map(p -> format("%.1f,%.1f", x(p.second()), y(p.value(), least, most)))
            .collect(Collectors.joining(" "));
    return format(
        "<polyline points=\"%s\" stroke=\"%s\"/><text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
        points, colour, WIDTH - LEGEND + 8, TOP + 12 + 18 * number, colour, one.name());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
