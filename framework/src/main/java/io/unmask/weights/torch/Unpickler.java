package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle (protocols 0 to 5, as Python's {@code pickletools} documents the opcodes) into plain values:
 * dictionaries ({@link Map}), lists ({@link List}), {@link Tuple}s, texts, numbers, booleans, {@link None},
 * {@link TorchTensor}s. Nothing is ever called or looked up; a name outside {@link Allowed} ends the reading.
 *
 * <p>It does not recurse, lengths are checked against what the file holds, and the number of values is bounded.
 */
final class Unpickler {
    private static final int MOST_VALUES = 4_000_000;

    /** A fixed sequence. */
    record Tuple(List<Object> items) {}

    /** Python's None. */
    enum None {
        /** The only one. */
        NONE
    }

    private final PickleInput in;
    private final PickleLiterals literals = new PickleLiterals(this::bad);
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final Map<String, TorchStorage> storages = new HashMap<>();
    private int opcodeAt;
    private int values;

    Unpickler(PickleInput in) {
        this.in = in;
    }

    /** The value of the pickle; the input then stands behind it. */
    Object load() {
        while (true) {
            opcodeAt = in.position();
            int opcode = in.unsigned8();
            if (opcode == '.') {
                return pop();
            }
            if (!number(opcode) && !text(opcode) && !memory(opcode) && !collection(opcode) && !program(opcode)) {
                throw bad("opcode 0x" + Integer.toHexString(opcode));
            }
        }
    }

    private boolean number(int opcode) {
        switch (opcode) {
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.signed32());
            case 'K' -> push((long) in.unsigned8());
            case 'M' -> push((long) in.unsigned16());
            case 0x8a -> push(literals.whole(in.take(in.unsigned8())));
            case 0x8b -> push(literals.whole(in.take(in.unsigned32())));
            case 'G' -> push(in.float64());
            case 'I' -> push(literals.decimal(in.line()));
            case 'L' -> push(literals.decimal(in.line().replace("L", "")));
            case 'F' -> push(literals.real(in.line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case 'X', 'T' -> push(in.text(in.unsigned32()));
            case 'U', 0x8c -> push(in.text(in.unsigned8()));
            case 0x8d -> push(in.text(in.signed64()));
            case 'V' -> push(in.line());
            case 'S' -> push(PickleLiterals.unquoted(in.line()));
            case 'B' -> push(in.take(in.unsigned32()));
            case 'C' -> push(in.take(in.unsigned8()));
            case 0x8e, 0x96 -> push(in.take(in.signed64()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Opcodes about the stack, the memo and the format itself. */
    private boolean memory(int opcode) {
        switch (opcode) {
            case 0x80 -> in.unsigned8();
            case 0x95 -> in.signed64();
            case '(' -> marks.add(stack.size());
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> push(top());
            case 'q' -> memo.put((long) in.unsigned8(), top());
            case 'r' -> memo.put(in.unsigned32(), top());
            case 'p' -> memo.put(memoNumber(), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(recalled((long) in.unsigned8()));
            case 'j' -> push(recalled(in.unsigned32()));
            case 'g' -> push(recalled(memoNumber()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Long memoNumber() {
        if (literals.decimal(in.line()) instanceof Long number) {
            return number;
        }
        throw bad("a place in the memo that is no number");
    }

    private Object recalled(Long number) {
        Object value = memo.get(number);
        if (value == null) {
            throw bad("a reference to value " + number + ", which there is not");
        }
        return value;
    }

    private boolean collection(int opcode) {
        switch (opcode) {
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(toMark()));
            case 'l' -> push(toMark());
            case 'd' -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                putAll(map, toMark());
                push(map);
            }
            case 0x85, 0x86, 0x87 -> push(new Tuple(last(opcode - 0x84)));
            case 'a' -> {
                Object item = pop();
                list(top()).add(item);
            }
            case 'e' -> {
                List<Object> items = toMark();
                list(top()).addAll(items);
            }
            case 's' -> {
                List<Object> pair = last(2);
                putAll(map(top()), pair);
            }
            case 'u' -> {
                List<Object> pairs = toMark();
                putAll(map(top()), pairs);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void putAll(Map<Object, Object> map, List<Object> pairs) {
        if (pairs.size() % 2 != 0) {
            throw bad("a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            put(map, pairs.get(i), pairs.get(i + 1));
        }
    }

    private void put(Map<Object, Object> map, Object key, Object value) {
        // Collections as keys would have to be hashed through and through, and no checkpoint needs them.
        if (key instanceof Map || key instanceof List || key instanceof Tuple) {
            throw bad("a dictionary with a collection as a key");
        }
        map.put(key, value);
    }

    /** Opcodes that in Python run something. */
    private boolean program(int opcode) {
        switch (opcode) {
            case 'c' -> {
                String module = in.line();
                push(allowed(module, in.line()));
            }
            case 0x93 -> {
                List<Object> names = last(2);
                push(allowed(string(names.get(0)), string(names.get(1))));
            }
            case 'R', 0x81 -> {
                List<Object> call = last(2);
                push(called(call.get(0), call.get(1)));
            }
            case 'b' -> {
                // Attributes of a dictionary (a state_dict has _metadata): of no meaning to the weights.
                Object state = pop();
                if (!(top() instanceof Map || top() instanceof Allowed.Nothing)) {
                    throw bad("attributes (" + kind(state) + ") of " + kind(top()));
                }
            }
            case 'Q' -> push(storage(pop()));
            case 'i' -> throw in.refused(in.line() + "." + in.line(), opcodeAt);
            case 'o', 0x92 -> throw in.refused("the constructor of a class", opcodeAt);
            case 0x82, 0x83, 0x84 -> throw in.refused("a function of Python's extension registry", opcodeAt);
            default -> {
                return false;
            }
        }
        return true;
    }

    private Allowed allowed(String module, String name) {
        Allowed allowed = Allowed.of(module, name);
        if (allowed == null) {
            throw in.refused(module + "." + name, opcodeAt);
        }
        return allowed;
    }

    private Object called(Object function, Object arguments) {
        if (!(function instanceof Allowed.Call call) || !(arguments instanceof Tuple tuple)) {
            throw bad("a call of " + kind(function) + " with " + kind(arguments));
        }
        return switch (call) {
            case DICTIONARY -> dictionary(tuple.items());
            case TENSOR -> tensor(tuple.items());
            case PARAMETER ->
                tuple.items().isEmpty() ? None.NONE : tuple.items().get(0);
            case NOTHING -> Allowed.Nothing.NOTHING;
        };
    }

    private Map<Object, Object> dictionary(List<Object> arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            for (Object pair : list(arguments.get(0))) {
                List<Object> items = pair instanceof Tuple tuple ? tuple.items() : list(pair);
                if (items.size() != 2) {
                    throw bad("a dictionary of what are no pairs");
                }
                put(map, items.get(0), items.get(1));
            }
        }
        return map;
    }

    private TorchTensor tensor(List<Object> arguments) {
        if (arguments.size() < 4
                || !(arguments.get(0) instanceof TorchStorage storage)
                || !(arguments.get(1) instanceof Long offset)) {
            throw bad("a tensor that is not made of a storage, an offset, a shape and strides");
        }
        try {
            return new TorchTensor(storage, offset, sizes(arguments.get(2)), sizes(arguments.get(3)));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private long[] sizes(Object value) {
        List<Object> items = value instanceof Tuple tuple ? tuple.items() : list(value);
        return items.stream()
                .mapToLong(item -> {
                    if (item instanceof Long size) {
                        return size;
                    }
                    throw bad("a shape with " + kind(item));
                })
                .toArray();
    }

    /** What PyTorch writes where Python's pickle asks for a reference: ("storage", class, key, device, elements, …). */
    private TorchStorage storage(Object reference) {
        if (reference instanceof Tuple tuple && tuple.items().size() >= 5) {
            List<Object> items = tuple.items();
            if ("module".equals(items.get(0))) {
                throw in.refused("a whole network saved as a program", opcodeAt);
            }
            boolean view = items.size() > 5 && items.get(5) instanceof Tuple;
            if (!view
                    && "storage".equals(items.get(0))
                    && items.get(1) instanceof Allowed.Elements elements
                    && items.get(4) instanceof Long count
                    && count >= 0) {
                return remembered(new TorchStorage(elements.type(), string(items.get(2)), count));
            }
        }
        throw bad("a reference that is no storage");
    }

    private TorchStorage remembered(TorchStorage storage) {
        TorchStorage before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) {
            throw bad("storage " + storage.key() + " as " + storage.type() + " and as " + before.type());
        }
        return storage;
    }

    /** The storages that the pickle refers to, by key. */
    Map<String, TorchStorage> storages() {
        return storages;
    }

    private void push(Object value) {
        if (++values > MOST_VALUES) {
            throw bad("more than " + MOST_VALUES + " values, which no network needs");
        }
        stack.add(value);
    }

    private Object pop() {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private Object top() {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() <= floor) {
            throw bad("an operation on nothing");
        }
        return stack.get(stack.size() - 1);
    }

    private List<Object> last(int count) {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() - count < floor) {
            throw bad("an operation on nothing");
        }
        return cut(stack.size() - count);
    }

    private List<Object> toMark() {
        if (marks.isEmpty()) {
            throw bad("an end without a beginning");
        }
        return cut(marks.remove(marks.size() - 1));
    }

    private List<Object> cut(int begin) {
        List<Object> tail = stack.subList(begin, stack.size());
        List<Object> items = new ArrayList<>(tail);
        tail.clear();
        return items;
    }

    @SuppressWarnings("unchecked") // every list here was made by this class
    private List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw bad(kind(value) + " where a list was expected");
    }

    @SuppressWarnings("unchecked") // every map here was made by this class
    private Map<Object, Object> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<Object, Object>) map;
        }
        throw bad(kind(value) + " where a dictionary was expected");
    }

    private String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw bad(kind(value) + " where a text was expected");
    }

    private static String kind(@Nullable Object value) {
        return value == null ? "nothing" : value.getClass().getSimpleName();
    }

    private BadInputException bad(String found) {
        return in.malformed(found, opcodeAt);
    }
}
