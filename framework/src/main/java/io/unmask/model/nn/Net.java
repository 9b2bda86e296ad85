package io.unmask.model.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A network or a part of one: named parameters and named children. The full name of a parameter is the
 * path to it, joined with dots, and equals the name in the official {@code state_dict()}.
 */
public abstract class Net {
    private final Map<String, Net> children = new LinkedHashMap<>();
    private final Map<String, Parameter> own = new LinkedHashMap<>();
    private Arithmetic arithmetic = Arithmetic.FULL;

    /** Registers a child under a name, which may hold dots ({@code "rep.0"}). Returns the child. */
    protected final <N extends Net> N child(String name, N net) {
        if (children.put(name, net) != null) {
            throw new IllegalStateException("two children are called " + name);
        }
        return net;
    }

    /** Registers a child whose parameters appear under their own names, as if they were this network's. */
    protected final <N extends Net> N inline(N net) {
        return child("", net);
    }

    /** Registers a tensor that training changes. */
    protected final Parameter trained(String name, Init init, long... shape) {
        return register(name, new Parameter(Parameter.Kind.TRAINED, init, shape));
    }

    /** Registers a tensor that is saved but not trained: running statistics, fixed kernels. */
    protected final Parameter buffer(String name, Init init, long... shape) {
        return register(name, new Parameter(Parameter.Kind.BUFFER, init, shape));
    }

    /** Registers a 64-bit counter that starts at 0. */
    protected final Parameter counter(String name) {
        return register(name, new Parameter(Parameter.Kind.COUNTER, Init.constant(0)));
    }

    private Parameter register(String name, Parameter parameter) {
        if (own.put(name, parameter) != null) {
            throw new IllegalStateException("two parameters are called " + name);
        }
        return parameter;
    }

    /** All tensors below this network by their full names, own ones first, in order of registration. */
    public final Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        collect("", all);
        return Collections.unmodifiableMap(all);
    }

    private void collect(String prefix, Map<String, Parameter> into) {
        own.forEach((name, parameter) -> into.put(prefix + name, parameter));
        children.forEach((name, net) -> net.collect(name.isEmpty() ? prefix : prefix + name + ".", into));
    }

    /** Visits this network and every part below, with the prefix of its parameters' names, empty or ending in a dot. */
    public final void visit(BiConsumer<String, Net> visitor) {
        visit("", visitor);
    }

    private void visit(String prefix, BiConsumer<String, Net> visitor) {
        visitor.accept(prefix, this);
        children.forEach((name, net) -> net.visit(name.isEmpty() ? prefix : prefix + name + ".", visitor));
    }

    /** Lets this network and every part below compute so while training; {@link Arithmetic#FULL} is how they start. */
    public final void compute(Arithmetic how) {
        arithmetic = how;
        children.values().forEach(child -> child.compute(arithmeticOf(child, how)));
    }

    /**
     * How a child computes where this network computes in some way: the same, unless a network knows better.
     *
     * @param child one of its own
     */
    protected Arithmetic arithmeticOf(Net child, Arithmetic how) {
        return how;
    }

    /** How it computes while training. */
    final Arithmetic arithmetic() {
        return arithmetic;
    }

    /** Number of trained elements. */
    public final long trainedSize() {
        return parameters().values().stream()
                .filter(Parameter::isTrained)
                .mapToLong(Parameter::size)
                .sum();
    }
}
