// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace genostrat::annotate {

/// Keeps what a thread needs for a batch (open files, decoded blocks) for the next batch.
template <typename Worker>
class WorkerPool {
public:
    /// A worker on loan; goes back when it leaves its scope.
    class Loan {
    public:
        Loan(WorkerPool& pool, std::unique_ptr<Worker> worker)
            : pool_{&pool}, worker_{std::move(worker)} {}

        ~Loan() {
            const std::lock_guard lock{pool_->mutex_};
            pool_->idle_.push_back(std::move(worker_));
        }

        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

        [[nodiscard]] Worker& operator*() const noexcept { return *worker_; }

    private:
        WorkerPool* pool_;
        std::unique_ptr<Worker> worker_;
    };

    /// @param make  makes a new worker where none is idle
    [[nodiscard]] Loan take(const std::function<std::unique_ptr<Worker>()>& make) {
        std::unique_ptr<Worker> worker;
        {
            const std::lock_guard lock{mutex_};
            if (!idle_.empty()) {
                worker = std::move(idle_.back());
                idle_.pop_back();
            }
        }
        return {*this, worker ? std::move(worker) : make()};
    }

private:
    std::mutex mutex_{};
    std::vector<std::unique_ptr<Worker>> idle_{};
};

}  // namespace genostrat::annotate
