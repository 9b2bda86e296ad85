package io.unmask.report;

import io.unmask.evaluate.EvaluationResult;
import io.unmask.evaluate.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One method of making fakes in one cell.
 *
 * @param method the method
 * @param cell its numbers over the seeds
 */
record MethodCell(String method, Cell cell) {
    static List<MethodCell> all(SetEvaluation evaluation, Level level) {
        List<MethodCell> cells = new ArrayList<>();
        for (Cell pooled : evaluation.cells(level)) {
            Map<String, List<EvaluationResult>> byMethod = new LinkedHashMap<>();
            for (var numbers : evaluation.trials()) {
                if (numbers.trial().variant().equals(pooled.variant())
                        && numbers.trial().compression() == pooled.compression()) {
                    numbers.byMethod().stream()
                            .filter(result -> result.level() == level)
                            .forEach(result -> byMethod.computeIfAbsent(result.method(), m -> new ArrayList<>())
                                    .add(result));
                }
            }
            byMethod.forEach((method, seeds) -> cells.add(
                    new MethodCell(method, new Cell(pooled.variant(), pooled.compression(), seeds, List.of()))));
        }
        return cells;
    }
}
