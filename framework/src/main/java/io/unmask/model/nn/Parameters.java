package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A network placed on a device. The trained parameters share one flat array, each a view of its stretch
 * with gradients on, so that an optimiser step, clipping, an average or a copy is a few operations on the
 * whole vector instead of a few for each parameter. Kernels (out, in, rows, columns) lie there as (out, rows, columns, in):
 * the engine's convolutions then work channels last, which they do faster, and need not lay them out anew at every call.
 */
public final class Parameters {
    private final Map<String, Parameter> all;
    private final List<String> trainedNames = new ArrayList<>();
    private final List<Parameter> trained = new ArrayList<>();
    private final NDArray flat;

    private Parameters(Map<String, Parameter> all, NDManager manager, DataType type) {
        this.all = all;
        long size = 0;
        for (var entry : all.entrySet()) {
            if (entry.getValue().isTrained()) {
                trainedNames.add(entry.getKey());
                trained.add(entry.getValue());
                entry.getValue().flatBegin = size;
                size += entry.getValue().size();
            }
        }
        // A network without trained parameters still has a vector, so that no caller needs a special case.
        this.flat = manager.zeros(new Shape(Math.max(size, 1)), type);
    }

    /**
     * Places a network: allocates its arrays on the manager's device and fills them with their starting
     * values, each parameter from the stream of its own full name.
     *
     * @param type float32 or float64
     */
    public static Parameters place(Net net, NDManager manager, DataType type, Seeds seeds) {
        var parameters = allocate(net, manager, type);
        parameters.all.forEach((name, parameter) ->
                parameters.write(name, parameter.init().values(parameter.shape(), seeds.stream("init", name))));
        return parameters;
    }

    /**
     * Places a network with zeros everywhere, for a caller that sets every tensor: a checkpoint, a fixture.
     *
     * @param type float32 or float64
     */
    public static Parameters allocate(Net net, NDManager manager, DataType type) {
        var parameters = new Parameters(net.parameters(), manager, type);
        parameters.bindAll(manager, type);
        return parameters;
    }

    /**
     * The same with kernels row-major, for who needs the engine's other algorithms: the network then works on planes, slower,
     * and sums up in another order.
     *
     * @param type float32 or float64
     */
    public static Parameters allocateInPlanes(Net net, NDManager manager, DataType type) {
        net.parameters().values().forEach(Parameter::keepPlanes);
        return allocate(net, manager, type);
    }

    private void bindAll(NDManager manager, DataType type) {
        all.forEach((name, parameter) -> {
            Shape shape = new Shape(parameter.shape());
            switch (parameter.kind()) {
                case TRAINED -> {} // below
                case BUFFER -> parameter.bind(manager.zeros(shape, type));
                case COUNTER -> parameter.bind(manager.zeros(shape, DataType.INT64));
            }
        });
        try (NDManager scratch = manager.newSubManager()) {
            bindTrained(scratch);
        }
    }

    /** Makes every trained parameter a leaf without a gradient: a view of its stretch of the flat vector. */
    private void bindTrained(NDManager scratch) {
        List<NDArray> views = views(flat, scratch);
        for (int i = 0; i < trained.size(); i++) {
            NDArray view = views.get(i);
            view.attach(flat.getManager());
            view.setRequiresGradient(true);
            trained.get(i).bind(view);
        }
    }

    /** The parameters' stretches of a vector like the flat one, in their official shapes, on another manager. */
    private List<NDArray> views(NDArray vector, NDManager scratch) {
        List<NDArray> views = new ArrayList<>();
        if (trained.isEmpty()) {
            return views;
        }
        long[] begins = trained.stream()
                .skip(1)
                .mapToLong(parameter -> parameter.flatBegin)
                .toArray();
        NDList stretches = begins.length == 0 ? new NDList(vector.get(":")) : vector.split(begins);
        stretches.attach(scratch);
        for (int i = 0; i < trained.size(); i++) {
            views.add(trained.get(i).fromStretch(stretches.get(i)));
        }
        return views;
    }

    /**
     * The values of a vector like the flat one in the order of state dicts: the parameters one after another, each
     * row-major. The flat vector keeps kernels channels last.
     *
     * @param vector as long as {@link #flat} and in its order
     * @return a new vector on the given manager
     */
    public NDArray official(NDArray vector, NDManager manager) {
        NDList parts = new NDList();
        views(vector, manager).forEach(view -> parts.add(view.flatten()));
        NDArray joined = parts.isEmpty() ? vector.duplicate() : NDArrays.concat(parts);
        joined.attach(manager);
        return joined;
    }

    /**
     * Overwrites a vector like the flat one, in place, with values in the order of state dicts.
     *
     * @param vector as long as {@link #flat}
     * @param values as {@link #official} gives them
     */
    public void setOfficial(NDArray vector, NDArray values) {
        try (NDManager scratch = vector.getManager().newSubManager()) {
            NDList parts = new NDList();
            for (Parameter parameter : trained) {
                NDArray part = values.get(parameter.flatBegin + ":" + (parameter.flatBegin + parameter.size()));
                part.attach(scratch);
                parts.add(parameter.toStretch(part.reshape(new Shape(parameter.shape()))));
            }
            vector.set(new NDIndex(":"), parts.isEmpty() ? values : NDArrays.concat(parts));
        }
    }

    private void write(String name, float[] values) {
        Parameter parameter = get(name);
        if (values.length != parameter.size()) {
            throw new IllegalArgumentException(name + ": " + values.length + " values for " + parameter.size());
        }
        NDManager manager = flat.getManager();
        try (NDManager scratch = manager.newSubManager()) {
            NDArray source = scratch.create(values);
            if (parameter.isTrained()) {
                // DJL's copyTo gives the target a storage of its own; setting a range writes into the flat one.
                long begin = parameter.flatBegin;
                flat.set(
                        new NDIndex(begin + ":" + (begin + values.length)),
                        parameter
                                .toStretch(source.reshape(new Shape(parameter.shape())))
                                .toType(flat.getDataType(), false));
            } else {
                NDArray old = parameter.array();
                // duplicate() copies. toType(type, true) does not where the type is the same: it would leave an array
                // on memory of the JVM that is freed with the source.
                NDArray fresh = source.reshape(old.getShape())
                        .toType(old.getDataType(), false)
                        .duplicate();
                fresh.attach(manager);
                parameter.bind(fresh);
                old.close();
            }
        }
    }

    /**
     * Runs work in which no parameter gets a gradient, so that a backward pass goes no deeper than the array that it is
     * meant for, and leaves nothing behind.
     */
    public <T> T frozen(Supplier<T> work) {
        trainedNames.forEach(name -> get(name).array().setRequiresGradient(false));
        try {
            return work.get();
        } finally {
            trainedNames.forEach(name -> get(name).array().setRequiresGradient(true));
        }
    }

    /** All tensors by their full names. */
    public Map<String, Parameter> all() {
        return all;
    }

    /** One tensor. */
    public Parameter get(String name) {
        Parameter parameter = all.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return parameter;
    }

    /** Overwrites one tensor, row-major. */
    public void set(String name, float[] values) {
        write(name, values);
    }

    /** Overwrites one counter. */
    public void setCounter(String name, long value) {
        Parameter parameter = get(name);
        if (parameter.kind() != Parameter.Kind.COUNTER) {
            throw new IllegalArgumentException(name + " is no counter");
        }
        NDArray old = parameter.array();
        parameter.bind(flat.getManager().create(value));
        old.close();
    }

    /** The names of the trained parameters, in the order of the flat vector. */
    public List<String> trainedNames() {
        return List.copyOf(trainedNames);
    }

    /**
     * All trained values as one vector; changing it in place changes every parameter. Kernels of convolutions lie in it
     * channels last; {@link #official} gives the order of state dicts.
     */
    public NDArray flat() {
        return flat;
    }

    /**
     * Takes the gradients as one vector on the given manager, in the order of {@link #flat}; zero where a
     * parameter got none. Backward passes since the last call add up; afterwards all gradients are zero
     * and the parameters' arrays are new ones.
     */
    public NDArray gradients(NDManager manager) {
        return takeGradients(manager).joined();
    }

    /** The same, each parameter's for itself as long as nobody needs one vector. */
    public Gradients takeGradients(NDManager manager) {
        NDList stretches = new NDList();
        for (Parameter parameter : trained) {
            NDArray gradient = parameter.array().getGradient();
            gradient.attach(manager);
            stretches.add(parameter.toStretch(gradient));
            parameter.array().attach(manager);
        }
        if (stretches.isEmpty()) {
            stretches.add(manager.zeros(flat.getShape(), flat.getDataType()));
        }
        // A leaf without a gradient takes over the array that the backward pass made; one set to zero would be written
        // once more, then read and written for the sum.
        bindTrained(manager);
        return new Gradients(stretches);
    }
}
