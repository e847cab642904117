#include "closeness/kalman_testing.h"

namespace hearth::closeness {
namespace {

constexpr O2Row kO2[] = {
    {0, 6.2, 6.8, 6.30791571166, 6.70956989268, 0.261073536727, 0.22938139825, 6.36325096288, 6.63953724879,
     0.146498214295, 0.153817631217},
    {0.9, 6.9, kMissing, 6.64820630741, 6.84275181025, 0.1884316657, 0.370637285119, 6.50539287445, 6.59161180358,
     0.139657999506, 0.230001768585},
    {2.1, kMissing, 6.5, 6.53156004446, 6.60968904206, 0.318582182563, 0.188084379008, 6.31399043774, 6.34034614337,
     0.178774733645, 0.13180340118},
    {2.6, 5.1, 5, 5.32921326109, 5.5470131835, 0.177088876283, 0.1506084769, 5.28873815477, 5.57713458457,
     0.147315248773, 0.132916941106},
    {5, 6, 6.6, 6.05672008703, 6.44973138498, 0.184048065536, 0.175318456282, 6.05779714663, 6.46922783071,
     0.160159920637, 0.156615728485},
    {8.25, 7.2, 7.4, 6.83543724255, 7.03875145197, 0.183068981619, 0.173029690373, 6.73587059714, 6.99636803829,
     0.160983606457, 0.134941162101},
    {8.75, kMissing, 7.1, 6.81104281949, 7.00783475497, 0.228769231502, 0.142134339317, 6.6759362474, 6.91838457271,
     0.204287153021, 0.135754879399},
    {12, 6.4, kMissing, 6.49809880184, 6.67370919246, 0.180871711429, 0.329694648504, 6.3726141535, 6.50382646506,
     0.17050629642, 0.302138689428},
    {19, 6.1, 6.3, 6.28556768925, 6.45520560547, 0.177778784133, 0.168038603893, 6.19179194144, 6.3702520242,
     0.171530427654, 0.162377794523},
    {26.5, 5.6, kMissing, 6.01087217644, 6.39596487209, 0.176775463876, 0.323339697034, 5.94304217207, 6.25389804254,
     0.152642814815, 0.263698413791},
    {27.5, 5.9, 6.2, 6.02672962434, 6.32649020518, 0.150912266832, 0.162163857752, 6.01448347628, 6.28436229717,
     0.150729492843, 0.160000864494},
    {41, kMissing, 5.8, 6.11783111018, 6.13438054846, 0.302032367592, 0.163730899054, 6.11783111018, 6.13438054846,
     0.302032367592, 0.163730899054},
};

}  // namespace

std::span<const O2Row> o2_table() { return kO2; }

LinearModel dyad() {
  Matrix pull(2, 2);
  pull << .6, -.1, -.05, .8;
  Matrix shake(2, 2);
  shake << .3, .16, .16, .44;
  LinearModel model;
  model.dynamics = {Matrix::Zero(4, 4), Vector::Zero(4), Matrix::Zero(4, 4)};
  model.dynamics.drift.bottomRightCorner(2, 2) = -pull;
  model.dynamics.diffusion.bottomRightCorner(2, 2) = shake;
  model.loadings = Matrix(2, 4);
  model.loadings << 1, 0, 1, 0, 0, 1, 0, 1;
  model.offset = Vector(2);
  model.offset << 6.5, 6.6;
  model.noise = Matrix(2, 2);
  model.noise << .34, .10, .10, .30;
  model.initial_mean = Vector::Zero(4);
  model.initial_covariance = Matrix::Zero(4, 4);
  model.initial_covariance.topLeftCorner(2, 2) << 1.2, .9, .9, 1.0;
  model.initial_covariance.bottomRightCorner(2, 2) = *stationary_covariance(-pull, shake);
  return model;
}

std::vector<Moment> o2_moments(const Jump& jump) {
  std::vector<Moment> moments;
  for (const O2Row& row : kO2) {
    if (row.time == 2.6) moments.push_back({2.4, {}, jump});
    Vector values(2);
    values << row.y1, row.y2;
    moments.push_back({row.time, values, {}});
  }
  return moments;
}

Vector level(const LinearModel& model, const Gaussian& state) { return model.loadings * state.mean + model.offset; }
Matrix level_covariance(const LinearModel& model, const Gaussian& state) {
  return model.loadings * state.covariance * model.loadings.transpose();
}

Drawn draw(Random& random, Eigen::Index n, Eigen::Index m, int rows) {
  Drawn drawn;
  drawn.model.dynamics = {random.matrix(n, n) - 1.5 * Matrix::Identity(n, n), random.normals(n), random.covariance(n)};
  drawn.model.loadings = random.matrix(m, n);
  drawn.model.offset = random.normals(m);
  drawn.model.noise = random.covariance(m) + .1 * Matrix::Identity(m, m);
  drawn.model.initial_mean = random.normals(n);
  drawn.model.initial_covariance = random.covariance(n);
  double time = 3 * random.normal();
  for (int row = 0; row < rows; ++row) {
    if (random.below(4) != 0) time += random.uniform();  // else: at the same instant
    Vector values = 3 * random.normals(m);
    for (Eigen::Index i = 0; i < m; ++i) {
      if (random.below(4) == 0) values[i] = kMissing;
    }
    drawn.moments.push_back({time, values, {}});
  }
  return drawn;
}

}  // namespace hearth::closeness
