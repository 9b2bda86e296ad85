package io.unmask.model.nn;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that go on in turn, each in a thread of its own, but only one at a time and always in the same order, so
 * that nothing depends on timing. A piece hands its turn on at {@link #pass} and goes on when all others have got as far.
 *
 * <p>Threads are new every time: libtorch numbers what it records by thread, and goes back through it by those numbers, so
 * that sums of gradients would be added up in another order after a training was resumed.
 */
final class Turns {
    private final Runnable atTurn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int count;
    private int turn;
    private int left;
    private @Nullable Throwable failure;

    /** Another piece failed; this one is of no use any more. */
    private static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Turns.
     *
     * @param atTurn is run at the beginning of every turn, by who has it
     */
    Turns(Runnable atTurn) {
        this.atTurn = atTurn;
    }

    /**
     * Runs pieces of work that record gradients and waits for all, even where the thread is interrupted. What one throws is
     * thrown here, and the others end at their next turn.
     */
    void run(List<Runnable> works) {
        count = works.size();
        turn = 0;
        left = 0;
        failure = null;
        int threads = JniUtils.getNumThreads();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread worker = new Thread(() -> part(number, works.get(number), threads), "copy-" + (i + 1));
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
        waitForAll();
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void waitForAll() {
        lock.lock();
        try {
            while (left < count) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void part(int number, Runnable work, int threads) {
        try {
            await(number);
            // Both are of a thread, the number for what asks OpenMP by itself.
            JniUtils.setNumThreads(threads);
            JniUtils.setGradMode(true);
            work.run();
        } catch (AbandonedException e) {
            // Who failed has told why.
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            leave(number);
        }
    }

    /** Hands the turn on, and returns when it has come round. */
    void pass(int number) {
        lock.lock();
        try {
            if (left > 0) {
                throw new IllegalStateException("a copy of the network has ended while others wait for it");
            }
            turn = (number + 1) % count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        await(number);
    }

    private void await(int number) {
        lock.lock();
        try {
            while (turn != number && failure == null) {
                changed.awaitUninterruptibly();
            }
            if (failure != null) {
                throw new AbandonedException();
            }
        } finally {
            lock.unlock();
        }
        atTurn.run();
    }

    private void fail(Throwable why) {
        lock.lock();
        try {
            failure = failure == null ? why : failure;
        } finally {
            lock.unlock();
        }
    }

    private void leave(int number) {
        lock.lock();
        try {
            left++;
            turn = (number + 1) % count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
