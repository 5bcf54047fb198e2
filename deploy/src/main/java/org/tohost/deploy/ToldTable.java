package org.tohost.deploy;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tohost.common.tell.Told;

/// Answers for people to read, as tables: a row for each, a head for those of the same labels; or
/// for programs. One thread.
final class ToldTable implements Consumer<Told>, AutoCloseable {
    private static final int MOST_ROWS = 1000; // that are set in columns together

    private final PrintWriter out;
    private final boolean json;
    private final List<Told> rows = new ArrayList<>();
    private List<String> head = List.of();

    /// @param json whether programs read it
    ToldTable(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void accept(Told told) {
        if (json) {
            out.print(told.json() + "\n");
            return;
        }
        if (!labels(told).equals(head) || rows.size() == MOST_ROWS) {
            print();
            head = labels(told);
        }
        rows.add(told);
    }

    @Override
    public void close() {
        print();
        out.flush();
    }

    private static List<String> labels(Told told) {
        return told.facts().stream().map(Told.Fact::label).toList();
    }

    private void print() {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(head.stream().map(label -> label.toUpperCase(Locale.ROOT)).toList());
        for (Told row : rows) {
            lines.add(row.facts().stream().map(Told.Fact::value).toList());
        }
        int[] widths =
                IntStream.range(0, head.size())
                        .map(i -> lines.stream().mapToInt(l -> l.get(i).length()).max().orElse(0))
                        .toArray();
        lines.forEach(line -> out.print(line(line, widths) + "\n"));
        out.print("\n");
        rows.clear();
    }

    /// Numbers stand at the right of their column.
    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String pad = " ".repeat(widths[i] - cell.length());
            boolean number = !cell.isEmpty() && cell.chars().allMatch(c -> c >= '0' && c <= '9');
            line.append(number ? pad + cell : cell + pad).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
